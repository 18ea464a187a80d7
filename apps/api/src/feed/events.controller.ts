import { Controller, Inject, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OPEN_LICENCE } from '@app/exports';
import { sendJson } from '@app/http';
import type { FeedPage, FeedPlace } from '@app/timeline';
import { API_CONFIG, type ApiConfig } from '../config.js';
import { commonHeaders } from '../headers.js';
import { Reading } from '../reading/documented.js';
import { cacheControlOf } from '../reading/moment.js';
import { Reads, type Asked } from '../reading/reads.js';
import { EventStream, HEARTBEAT_MILLISECONDS } from '../reading/replay/event-stream.js';
import { FollowerGate } from '../reading/replay/gate.js';
import { BATCH_TYPE, cloudEventOf } from './cloud-event.js';
import { Feed } from './feed.js';
import { FEED, STREAM } from './parameters.js';
import { Pulse } from './pulse.js';

/** Events of a stream that are read at once. */
const STREAM_PAGE = 100;

/** The change feed: what was recorded, event after event, each once, for programs that follow. */
@Controller('api/v1')
@ApiTags('events')
export class EventsController {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Feed) private readonly feed: Feed,
    @Inject(Pulse) private readonly pulse: Pulse,
    @Inject(FollowerGate) private readonly gate: FollowerGate,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  @Reading('events', {
    summary: 'What was recorded, event after event (CloudEvents); the Link header always says where to go on',
    operationId: 'readEvents',
    parameters: FEED,
    answer: 'CloudEvents',
    contentType: BATCH_TYPE,
    problems: [410],
  })
  async batch(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, FEED);
    const { cursor, limit = 100, wait = 0 } = asked.given;
    const after = cursor === undefined ? null : await this.feed.resume(asked, cursor, 'cursor');
    const page = await this.feed.page(asked, after, limit);
    if (page.entries.length > 0 || wait === 0 || request.method === 'HEAD') return this.answer(request, reply, asked, after, page);
    const waiting = this.gate.enter(asked.caller);
    const gone = () => waiting.abort();
    reply.raw.once('close', gone);
    try {
      const later = await this.waitFor(asked, after, page, limit, wait * 1_000, waiting.signal);
      this.answer(request, reply, asked, after, later);
    } finally {
      waiting.abort();
    }
  }

  @ApiHeader({ name: 'Last-Event-ID', required: false, schema: { type: 'string' }, description: 'Goes on after this event' })
  @Reading('events/stream', {
    summary: 'The same as they come (server-sent events): from now on, or after the last one received, or since a date',
    operationId: 'followEvents',
    parameters: STREAM,
    answer: 'CloudEvent',
    contentType: 'text/event-stream',
    problems: [410],
  })
  async stream(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, STREAM);
    const lastEventId = request.headers['last-event-id'];
    const [held, field] = lastEventId === undefined ? [asked.given.cursor, 'cursor'] : [String(lastEventId), 'Last-Event-ID'];
    if (request.method === 'HEAD') return void reply.header('content-type', 'text/event-stream; charset=utf-8').send();
    const following = this.gate.enter(asked.caller);
    reply.raw.once('close', () => following.abort());
    try {
      const start = asked.given.since === undefined ? () => this.feed.now(asked) : () => Promise.resolve(null);
      const after = await (held === undefined ? start() : this.feed.resume(asked, held, field));
      reply.hijack();
      const headers = { ...commonHeaders(request), 'access-control-allow-origin': '*', 'content-language': asked.words.language };
      const stream = new EventStream(reply.raw, following.signal, headers, this.config.streamPatience);
      await this.follow(asked, after, stream, following.signal);
    } finally {
      following.abort();
    }
  }

  /** Tells until the reader or the program goes. What fails ends the stream: the reader comes back with where it was. */
  private async follow(asked: Asked<typeof STREAM>, from: FeedPlace | null, stream: EventStream, signal: AbortSignal): Promise<void> {
    let after = from;
    // Who comes back before the first event goes on from here too.
    await stream.send({ id: this.feed.cursor(asked, after), event: 'start', data: {} });
    while (!signal.aborted) {
      const page = await this.feed.page(asked, after, STREAM_PAGE).catch(() => undefined);
      if (!page) return;
      for (const entry of page.entries) {
        after = entry.at;
        const data = cloudEventOf(entry, asked.words, asked.reader.seesAll);
        await stream.send({ id: this.feed.cursor(asked, after), event: 'change', data });
      }
      if (page.entries.length === 0) await this.pulse.changed(asked.readModels, page.seen, HEARTBEAT_MILLISECONDS, signal);
    }
  }

  private async waitFor(
    asked: Asked<typeof FEED>,
    after: FeedPlace | null,
    first: FeedPage,
    limit: number,
    milliseconds: number,
    signal: AbortSignal,
  ): Promise<FeedPage> {
    let page = first;
    for (const end = Date.now() + milliseconds; page.entries.length === 0 && !signal.aborted && Date.now() < end;) {
      await this.pulse.changed(asked.readModels, page.seen, end - Date.now(), signal);
      page = await this.feed.page(asked, after, limit);
    }
    return page;
  }

  private answer(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: Asked<typeof FEED>,
    after: FeedPlace | null,
    { entries }: FeedPage,
  ): void {
    const { words, caller, reader, path } = asked;
    const query = new URLSearchParams(request.url.split('?')[1] ?? '');
    query.set('cursor', this.feed.cursor(asked, entries.at(-1)?.at ?? after));
    const licence = reader.seesAll ? [] : [`<${OPEN_LICENCE.url}>; rel="license"`];
    void reply.headers({
      link: [`<${path}?${query.toString()}>; rel="next"`, ...licence].join(', '),
      'content-language': words.language,
    });
    const events = entries.map((entry) => cloudEventOf(entry, words, reader.seesAll));
    sendJson(request, reply, events, { cacheControl: cacheControlOf(caller, false), contentType: `${BATCH_TYPE}; charset=utf-8` });
  }
}
