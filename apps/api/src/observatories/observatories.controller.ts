import { Controller, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '@app/http';
import {
  ask,
  contributions,
  restatement,
  ruleAt,
  type AfterContribution,
  type Answer,
  type Indicator,
  type Observatory,
} from '@app/measuring';
import { observatories } from '@app/observatories';
import { territoriesAt } from '@app/territories';
import { NameQueries, SourceQueries } from '@app/timeline';
import type { TerritoryKind } from '@domain/territories';
import { territoryNamed } from '../geo/unknown-territory.js';
import { sinceOf } from '../history/parameters.js';
import { Reading } from '../reading/documented.js';
import { Files, FILES_WITH_PLACES, fileParameters } from '../reading/files/files.js';
import { MOMENT, PAGE } from '../reading/moment.js';
import { Reads, type Asked } from '../reading/reads.js';
import { askingOf, BREAKING, NARROWING, SINCE, type Asking, type Narrowed } from './asking.js';
import { isByTerritory, NOT_BY_TERRITORY, placesOf } from './indicator.places.js';
import { indicatorTable } from './indicator.table.js';
import { labelsOf, type Labels } from './labels.js';
import { checkDimensions, indicatorNamed, observatoryNamed } from './named.js';
import { cellsIn, contributionIn, framingIn, indicatorIn, observatoryIn, restatementIn } from './wire.js';

const FIGURE = { ...NARROWING, ...BREAKING, ...MOMENT, ...fileParameters(FILES_WITH_PLACES) };
const FACTS = { ...NARROWING, ...MOMENT, ...PAGE };
const RESTATED = { ...NARROWING, ...SINCE, ...MOMENT };
const PATH = ['observatory', 'indicator'];

type AskedOf<Table extends typeof MOMENT> = Asked<Table> & { readonly given: Narrowed };

/** The observatories: what each is, its indicators, the facts behind a figure and why it changed. */
@Controller('api/v1/observatories')
@ApiTags('observatories')
export class ObservatoriesController {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Files) private readonly files: Files,
  ) {}

  @Reading('', {
    summary: 'The observatories and their indicators',
    operationId: 'listObservatories',
    parameters: MOMENT,
    answer: 'Observatories',
    kept: true,
  })
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, MOMENT);
    this.reads.answer(request, reply, asked, { items: observatories.map((observatory) => observatoryIn(asked.words, observatory)) });
  }

  @Reading(':observatory', {
    summary: 'An observatory and its indicators',
    operationId: 'readObservatory',
    parameters: MOMENT,
    pathParameters: ['observatory'],
    answer: 'Observatory',
    kept: true,
  })
  async observatory(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, MOMENT);
    this.reads.answer(request, reply, asked, observatoryIn(asked.words, observatoryNamed(request)));
  }

  @Reading(':observatory/indicators/:indicator', {
    summary: 'An indicator for a territory and a period, broken down as asked',
    operationId: 'readIndicator',
    parameters: FIGURE,
    pathParameters: PATH,
    answer: 'Figures',
    kept: true,
    files: FILES_WITH_PLACES,
  })
  async figures(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, FIGURE);
    const format = this.files.chosen(request, reply, asked, FILES_WITH_PLACES);
    const [observatory, indicator] = indicatorNamed(request);
    const asking = await this.asking(asked, observatory, indicator, asked.given.by ?? [], asked.given.level);
    const answer = await ask(asked.readModels, ruleAt(indicator, asked.moment.asOf), asking.question);
    const labels = await labelsOf(answer.cells, indicator, asking, asked.words, new NameQueries(asked.readModels));
    if (format === 'geojson') return this.map(request, reply, asked, indicator, asking, answer, labels);
    if (format !== undefined)
      return this.files.send(request, reply, asked, format, indicatorTable(indicator, answer, asking.question.by, labels));
    this.reads.answer(request, reply, asked, {
      indicator: indicatorIn(asked.words, observatory.key, indicator),
      ...framingIn(asked.words, asking),
      ...cellsIn(answer, labels),
    });
  }

  @Reading(':observatory/indicators/:indicator.:format', {
    summary: 'The same, in the format of the suffix',
    operationId: 'readIndicatorAs',
    parameters: FIGURE,
    pathParameters: PATH,
    answer: 'Figures',
    kept: true,
    files: FILES_WITH_PLACES,
  })
  figuresAs(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.figures(request, reply);
  }

  @Reading(':observatory/indicators/:indicator/facts', {
    summary: 'The events behind a figure: their shares add up to it',
    operationId: 'readFactsOfIndicator',
    parameters: FACTS,
    pathParameters: PATH,
    answer: 'FactsOfFigure',
    kept: true,
  })
  async facts(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, FACTS);
    const [observatory, indicator] = indicatorNamed(request);
    const asking = await this.asking(asked, observatory, indicator, []);
    const page = { limit: asked.given.limit ?? 50, after: this.reads.resume<AfterContribution>(request, asked) };
    const found = await contributions(asked.readModels, ruleAt(indicator, asked.moment.asOf), asking.question, page);
    const cited = [...new Set(found.contributions.flatMap(({ sourceIds }) => sourceIds))];
    const sources = await new SourceQueries(asked.readModels).byIds(cited, asked.reader, asked.moment);
    this.reads.answer(request, reply, asked, {
      indicator: indicatorIn(asked.words, observatory.key, indicator),
      ...framingIn(asked.words, asking),
      items: found.contributions.map((contribution) => contributionIn(contribution, sources)),
      next: this.reads.next(request, reply, asked, found.next),
    });
  }

  @Reading(':observatory/indicators/:indicator/restatement', {
    summary: 'Why a figure is not what it was: new facts, corrections, the rule, the boundaries',
    operationId: 'readRestatementOfIndicator',
    parameters: RESTATED,
    pathParameters: PATH,
    answer: 'Restatement',
    kept: true,
  })
  async restatement(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, RESTATED);
    const [observatory, indicator] = indicatorNamed(request);
    const since = sinceOf(asked.given);
    const after = await this.asking(asked, observatory, indicator, []);
    const before = await this.asking({ ...asked, moment: { ...asked.moment, asOf: since } }, observatory, indicator, []);
    const explained = await restatement(asked.readModels, indicator, before.question, after.question);
    this.reads.answer(request, reply, asked, {
      indicator: indicatorIn(asked.words, observatory.key, indicator),
      ...framingIn(asked.words, after),
      since,
      ...restatementIn(explained),
    });
  }

  /** Outlines come by another way than facts: no moment makes the answer final, and no fact dates it. */
  private async map(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: AskedOf<typeof FIGURE>,
    indicator: Indicator,
    { question, parts }: Asking,
    answer: Answer,
    labels: Labels,
  ): Promise<void> {
    if (!isByTerritory(question.by)) throw new Problem(400, 'PARAMETER_INVALID', {}, [NOT_BY_TERRITORY]);
    const territories = await territoriesAt(asked.readModels, asked.moment, asked.reader);
    const places = await placesOf(asked.readModels, territories, answer.cells, parts, asked.words);
    const table = indicatorTable(indicator, answer, question.by, labels, places);
    return this.files.send(request, reply, { ...asked, lasts: false }, 'geojson', table, { dated: false });
  }

  private async asking(
    { given, readModels, moment, reader }: Pick<AskedOf<typeof MOMENT>, 'given' | 'readModels' | 'moment' | 'reader'>,
    observatory: Observatory,
    indicator: Indicator,
    by: Asking['question']['by'],
    level?: TerritoryKind,
  ): Promise<Asking> {
    checkDimensions(by, observatory, indicator);
    const territories = await territoriesAt(readModels, moment, reader);
    territoryNamed(territories, given.territory ?? 'france', 'territory', 400);
    return askingOf(territories, observatory, indicator, { given, by, level, moment, reader })!;
  }
}
