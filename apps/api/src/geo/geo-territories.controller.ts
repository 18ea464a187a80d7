import { Controller, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isInsider, oneOf, sendJson, text, whole } from '@app/http';
import { communeOf, POPULATION } from '@app/reference';
import { BOUNDARIES, Outlines, territoriesAt, type BoundariesUsed, type Territories, type Territory } from '@app/territories';
import type { Words } from '@app/timeline';
import { TERRITORY_KINDS, territoryKindsEn, territoryKindsFr } from '@domain/territories';
import { Reading } from '../reading/documented.js';
import { MOMENT } from '../reading/moment.js';
import { Reads } from '../reading/reads.js';
import { territoryNamed } from './unknown-territory.js';

const SEARCH = {
  q: text(200, 'Name or code, accents and capitals aside; without it, the most populous'),
  kind: oneOf(TERRITORY_KINDS, 'Kind of territory'),
  limit: whole(1, 100, 20, 'Most territories answered'),
  ...MOMENT,
};

const GEOJSON = 'application/geo+json';

const COMPOSITION = {
  boundaries: oneOf(BOUNDARIES, 'today: the boundaries in force, for all days; then: on each day those of that day'),
  ...MOMENT,
};

/** Territories that a question may name: those of the register and those of the official geographic code. */
@Controller('api/v1/geo/territories')
@ApiTags('geo')
export class GeoTerritoriesController {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  @Reading('', {
    summary: 'Territories by name or code, the best first',
    operationId: 'findTerritories',
    parameters: SEARCH,
    answer: 'Territories',
  })
  async find(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, SEARCH);
    const territories = await territoriesAt(asked.readModels, asked.moment, asked.reader);
    const { q = '', kind, limit } = asked.given;
    const found = territories.search(q, { kind, limit: limit ?? 20 });
    this.reads.answer(request, reply, asked, { items: found.map((territory) => listed(territories, territory, asked.words)) });
  }

  @Reading(':id', {
    summary: 'What a territory is made of, how many live there, and on which boundaries',
    operationId: 'readTerritoryComposition',
    parameters: COMPOSITION,
    pathParameters: ['id'],
    answer: 'TerritoryComposition',
  })
  async composition(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, COMPOSITION);
    const { readModels, moment, reader, given, words } = asked;
    const territories = await territoriesAt(readModels, moment, reader);
    const territory = territoryNamed(territories, (request.params as { id: string }).id, 'id', 404);
    const composition = territories.compositionOf(territory, given.boundaries ?? 'today');
    const { members, territories: inside, everywhere, used } = composition;
    this.reads.answer(request, reply, asked, {
      territory: listed(territories, territory, words),
      population: {
        value: moment.at === null ? composition.population : territories.populationOn(moment.at, composition),
        year: POPULATION.year,
        inForce: POPULATION.inForce,
        source: words.language === 'fr' ? POPULATION.sourceFr : POPULATION.sourceEn,
      },
      boundaries: boundariesIn(words, used),
      memberCount: new Set(members.map(({ communeCode }) => communeCode)).size,
      members: everywhere
        ? []
        : members.map(({ communeCode: code, from, to }) => ({ code, name: communeOf(code)?.name ?? code, from, to })),
      inside: inside.map(({ territoryId: id, from, to }) => ({ id, from, to })),
      parents: territories.parents(territory).map((parent) => listed(territories, parent, words)),
    });
  }

  @Reading(':id/outline', {
    summary: 'Where a territory lies today: its outline, or a soft shape that says it is no border',
    operationId: 'readTerritoryOutline',
    parameters: MOMENT,
    pathParameters: ['id'],
    answer: 'TerritoryOutline',
    contentType: GEOJSON,
  })
  async outline(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { readModels, moment, reader, caller, words } = await this.reads.understand(request, MOMENT);
    const territories = await territoriesAt(readModels, moment, reader);
    const territory = territoryNamed(territories, (request.params as { id: string }).id, 'id', 404);
    const outline = await new Outlines(readModels).of(territories, territory);
    const { id, name, kind, code } = territory;
    const [longitude, latitude] = outline?.point ?? [null, null];
    const source = (words.language === 'fr' ? outline?.sourceFr : outline?.sourceEn) ?? null;
    const said = { name, kind, code, longitude, latitude, drawn: outline?.drawn ?? null, source, vintage: outline?.vintage ?? null };
    // Outlines come by another way than facts: no moment makes an answer final.
    const cacheControl = `${isInsider(caller) ? 'private' : 'public'}, no-cache`;
    void reply.header('content-language', words.language);
    sendJson(
      request,
      reply,
      { type: 'Feature', id, geometry: outline?.area ?? null, properties: said },
      { cacheControl, contentType: GEOJSON },
    );
  }
}

function listed(territories: Territories, territory: Territory, { language }: Words) {
  const { id, kind, name, code, isRegistered } = territory;
  const label = (language === 'fr' ? territoryKindsFr : territoryKindsEn)[kind];
  const { population } = territories.compositionOf(territory, 'today');
  return { id, kind: { code: kind, label }, name, code, isRegistered, population, href: `/api/v1/geo/territories/${id}` };
}

/** How every answer worked out on boundaries says which. */
export function boundariesIn({ language }: Words, { boundaries, labelFr, labelEn, ...used }: BoundariesUsed) {
  return { asked: boundaries, ...used, label: language === 'fr' ? labelFr : labelEn };
}
