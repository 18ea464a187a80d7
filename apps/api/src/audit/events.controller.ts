import {
  disclose,
  encodeDisclosure,
  envelopeOf,
  formatTlogProof,
  LogPlaces,
  nodeCryptography,
  StoredLog,
  StoredTree,
  type StoredCheckpoint,
} from '@app/audit';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EVENT_STORE, type EventStore, type StoredEvent } from '@app/event-store';
import { callerOf, isInsider, Problem, readParameters, sendJson, varyOf } from '@app/http';
import { isUuid } from '@app/kernel';
import { TimelineQueries } from '@app/timeline';
import { Reading } from '../reading/documented.js';
import { readerOf } from '../reading/moment.js';
import { witnessesOf } from './log.controller.js';
import { eventIds, LANG } from './parameters.js';

const SEALS = { ids: eventIds, ...LANG };
const ANSWER = { parameters: LANG, pathParameters: ['id'] };
const { sha256 } = nodeCryptography;
const NotSealed = ApiResponse({
  status: 409,
  description: 'Recorded, and not sealed yet: try again after Retry-After',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** What the audit log holds of an event, for those who may read the event. For others it is as if there were none. */
@Controller('api/v1/events')
@ApiTags('audit')
export class EventSealsController {
  constructor(
    @Inject(StoredLog) private readonly log: StoredLog,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(TimelineQueries) private readonly timeline: TimelineQueries,
  ) {}

  @Reading('seals', {
    parameters: SEALS,
    answer: 'EventSealStates',
    summary: 'Which of these events are sealed, and published; those that the reader may not know are not in the answer',
    operationId: 'listSeals',
  })
  async seals(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { ids = [] } = readParameters(SEALS, request.query as Record<string, unknown>);
    const [latest, published] = await Promise.all([this.log.latest(), this.log.lastPublished()]);
    const places = new LogPlaces(this.log, latest?.size ?? 0, (a, b) => this.store.compare(a, b));
    const items = [];
    for (const id of ids) {
      const event = await this.find(id, request);
      if (!event) continue;
      const index = await places.indexOf(event);
      const state = index === undefined ? 'pending' : published && published.size > index ? 'published' : 'sealed';
      items.push({ event: id, state, index: index ?? null });
    }
    sendJson(request, reply, { items }, { cacheControl: cacheControlOf(request) });
  }

  @Reading(':id/seal', { ...ANSWER, answer: 'EventSeal', summary: 'Whether an event is sealed, and published', operationId: 'readSeal' })
  async seal(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    readParameters(LANG, request.query as Record<string, unknown>);
    const event = await this.seen(request);
    const index = await this.indexOf(event);
    const [sealed, published] = index === undefined ? [] : await this.covering(index);
    const payload = {
      event: event.eventId,
      state: published ? 'published' : sealed ? 'sealed' : 'pending',
      index: index ?? null,
      sealed: sealed ? { size: sealed.size, signedAt: sealed.signedAt } : null,
      published: published ? { size: published.size, publishedAt: published.publishedAt, witnesses: witnessesOf(published.note) } : null,
      proof: sealed ? `/api/v1/events/${event.eventId}/proof` : null,
    };
    sendJson(request, reply, payload, { cacheControl: cacheControlOf(request) });
  }

  @Reading(':id/proof', {
    ...ANSWER,
    answer: 'Note',
    contentType: 'text/plain',
    summary: 'A proof file (C2SP tlog-proof) to verify offline; its extra data tells the event as far as its reader may know it',
    operationId: 'proveEvent',
  })
  @NotSealed
  async proof(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    readParameters(LANG, request.query as Record<string, unknown>);
    const event = await this.seen(request);
    const index = await this.indexOf(event);
    const [sealed, published] = index === undefined ? [] : await this.covering(index);
    if (index === undefined || !sealed) throw new Problem(409, 'EVENT_NOT_SEALED', {}, [], { 'retry-after': '1' });
    const { size, note } = published ?? sealed;
    const hashes = await new StoredTree(size, this.log, sha256).inclusionProof(index);
    const extra = encodeDisclosure(disclose(event, await this.nonceOf(event), isInsider(callerOf(request)), sha256));
    void reply
      .headers({
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename="${event.eventId}.tlog-proof"`,
        'cache-control': cacheControlOf(request),
        vary: varyOf(reply),
      })
      .send(Buffer.from(formatTlogProof({ extra, index, hashes, checkpoint: note })));
  }

  /** @throws {Problem} 404 when this caller may not read it: unknown and secret answer alike */
  private async seen(request: FastifyRequest): Promise<StoredEvent> {
    const event = await this.find((request.params as { id: string }).id.toLowerCase(), request);
    if (event) return event;
    throw new Problem(404, 'SUBJECT_UNKNOWN');
  }

  private async find(id: string, request: FastifyRequest): Promise<StoredEvent | undefined> {
    const found = isUuid(id) ? await this.timeline.whereabouts(id, readerOf(callerOf(request))) : undefined;
    if (found)
      for await (const event of this.store.readStream(found.streamId, { from: found.revision, limit: 1 }))
        if (event.eventId === id) return event;
    return undefined;
  }

  private indexOf({ eventId, position }: StoredEvent): Promise<number | undefined> {
    return this.log.indexOf(eventId, position, (a, b) => this.store.compare(a, b));
  }

  /** The newest checkpoint over an entry, and the newest published one. */
  private async covering(index: number): Promise<[StoredCheckpoint | undefined, StoredCheckpoint | undefined]> {
    const [latest, published] = await Promise.all([this.log.latest(), this.log.lastPublished()]);
    const over = (checkpoint: StoredCheckpoint | undefined) => (checkpoint && checkpoint.size > index ? checkpoint : undefined);
    return [over(latest), over(published)];
  }

  private async nonceOf({ eventId, meta }: StoredEvent): Promise<Uint8Array> {
    const nonce = envelopeOf(meta).nonce ?? (await this.log.nonces([eventId])).get(eventId);
    if (!nonce) throw new Error(`the nonce of event ${eventId} is lost: audit.nonce is not as it was sealed`);
    return nonce;
  }
}

const cacheControlOf = (request: FastifyRequest): string => `${isInsider(callerOf(request)) ? 'private' : 'public'}, no-cache`;
