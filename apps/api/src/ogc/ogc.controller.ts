import { Controller, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TERRITORIES } from '@app/features';
import { sendJson, type Parameters } from '@app/http';
import { API_CONFIG, type ApiConfig } from '../config.js';
import { publicAddress } from '../public-address.js';
import { Reading } from '../reading/documented.js';
import { cacheControlOf, keepingOf } from '../reading/moment.js';
import { Reads, type Asked } from '../reading/reads.js';
import { boxesOf, CRS84, type Crs } from './crs.js';
import { collectionNamed, unknownFeature } from './collection-named.js';
import { CONFORMANCE, describedCollections, described, GEOJSON, landing, linksIn, OPENAPI, SCHEMA, schemaOf } from './describe.js';
import { pageLinks, sendOne, sendPage, type Leaving } from './items.js';
import { Layers, type Seen } from './layers.js';
import { ogcDocument } from './openapi.js';
import { DESCRIBING, ITEM, ITEMS, itemsByDefault } from './parameters.js';

const COLLECTION = ['collectionId'];
const FEATURE = ['collectionId', 'featureId'];

/** OGC API - Features, parts 1 and 2: the layers, for map programs. */
@Controller('ogc')
@ApiTags('ogc')
export class OgcController {
  constructor(
    @Inject(API_CONFIG) private readonly config: ApiConfig,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Layers) private readonly layers: Layers,
  ) {}

  @Reading('', { summary: 'What there is, for map programs', operationId: 'ogcLanding', parameters: DESCRIBING, answer: 'OgcLanding' })
  async landing(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, DESCRIBING);
    this.describe(request, reply, asked, landing(this.base(request), request.url, asked.words.language));
  }

  @Reading('conformance', {
    summary: 'Conformance classes of OGC API - Features',
    operationId: 'ogcConformance',
    parameters: DESCRIBING,
    answer: 'OgcConformance',
  })
  async conformance(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.describe(request, reply, await this.reads.understand(request, DESCRIBING), { conformsTo: CONFORMANCE });
  }

  @Reading('api', {
    summary: 'This part of the interface alone, as OpenAPI 3.0',
    operationId: 'ogcApi',
    parameters: DESCRIBING,
    answer: 'OgcApi',
    contentType: OPENAPI,
  })
  async api(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.describe(request, reply, await this.reads.understand(request, DESCRIBING), ogcDocument(this.base(request)), OPENAPI);
  }

  @Reading('collections', {
    summary: 'Collections of features, and where and when they are',
    operationId: 'ogcCollections',
    parameters: DESCRIBING,
    answer: 'OgcCollections',
  })
  async collections(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, DESCRIBING);
    const seen = seenBy(asked);
    const extents = await this.layers.extents(seen);
    this.describe(request, reply, asked, describedCollections(this.base(request), request.url, seen.language, extents));
  }

  @Reading('collections/:collectionId', {
    summary: 'A collection',
    operationId: 'ogcCollection',
    parameters: DESCRIBING,
    pathParameters: COLLECTION,
    answer: 'OgcCollection',
  })
  async collection(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, DESCRIBING);
    const collection = collectionNamed(idsOf(request).collectionId);
    const seen = seenBy(asked);
    const extent = (await this.layers.extents(seen)).get(collection.id);
    this.describe(request, reply, asked, described(collection, this.base(request), seen.language, extent));
  }

  @Reading('collections/:collectionId/schema', {
    summary: 'The properties of the features of a collection (JSON Schema)',
    operationId: 'ogcSchema',
    parameters: DESCRIBING,
    pathParameters: COLLECTION,
    answer: 'OgcSchema',
    contentType: SCHEMA,
  })
  async schema(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, DESCRIBING);
    const collection = collectionNamed(idsOf(request).collectionId);
    this.describe(request, reply, asked, schemaOf(collection, this.base(request), asked.words.language), SCHEMA);
  }

  @Reading('collections/:collectionId/items', {
    summary: 'Features of a collection, page by page',
    operationId: 'ogcItems',
    parameters: ITEMS,
    pathParameters: COLLECTION,
    answer: 'OgcFeatures',
    kept: true,
    contentType: GEOJSON,
  })
  async items(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, ITEMS);
    const { id } = collectionNamed(idsOf(request).collectionId);
    const { bbox, 'bbox-crs': system = CRS84, datetime: days, crs, limit, offset } = { ...itemsByDefault, ...asked.given };
    const boxes = bbox && boxesOf(system, bbox);
    const seen = seenBy(asked);
    const page = await this.layers.page(id, { boxes, days }, seen, { limit, offset });
    const links = pageLinks(this.base(request), request, seen.language, { limit, offset, matched: page.matched, collection: id });
    sendPage(request, reply, page, links, leaving(asked, id, crs));
  }

  @Reading('collections/:collectionId/items/:featureId', {
    summary: 'A feature',
    operationId: 'ogcItem',
    parameters: ITEM,
    pathParameters: FEATURE,
    answer: 'OgcFeature',
    kept: true,
    contentType: GEOJSON,
  })
  async item(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, ITEM);
    const { collectionId, featureId } = idsOf(request);
    const { id } = collectionNamed(collectionId);
    const seen = seenBy(asked);
    const feature = await this.layers.one(id, featureId, seen);
    if (!feature) throw unknownFeature(id, featureId);
    const { words, link } = linksIn(this.base(request), seen.language);
    const links = [link('self', request.url, words.self, GEOJSON), link('collection', `/ogc/collections/${id}`, words.collection)];
    sendOne(request, reply, feature, links, leaving(asked, id, asked.given.crs));
  }

  private describe(request: FastifyRequest, reply: FastifyReply, asked: Asked<Parameters>, document: object, type?: string): void {
    void reply.header('content-language', asked.words.language);
    // What describes the layers follows the code too: it is never final.
    sendJson(request, reply, document, { cacheControl: cacheControlOf(asked.caller, false), contentType: type });
  }

  private base(request: FastifyRequest): string {
    return publicAddress(this.config, request);
  }
}

const idsOf = (request: FastifyRequest) => request.params as { collectionId: string; featureId: string };
const seenBy = ({ readModels, moment, reader, words: { language } }: Asked<Parameters>): Seen => ({ readModels, moment, reader, language });

/** Outlines of territories come by another way than facts: no moment makes them final, and nothing tells that they changed. */
function leaving({ caller, lasts, moment, words }: Asked<Parameters>, collection: string, crs: Crs | undefined): Leaving {
  const isOfFacts = collection !== TERRITORIES.id;
  const isFinal = lasts && isOfFacts;
  const keeping = isOfFacts ? keepingOf(moment, isFinal) : undefined;
  return { crs, language: words.language, cacheControl: cacheControlOf(caller, isFinal), lasts: isFinal, keeping };
}
