import { Controller, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { checkForFormat, formatOf, formatParameters, sendTable, type Format, type Row } from '@app/exports';
import { Allow, languageOf, moment, oneOf, Problem, readParameters, text, whole } from '@app/http';
import { TRAIL_ACTIONS, TrailQueries, type TrailEntry, type TrailFilter } from '@app/trail';
import { Looking, OPERATION } from '../operations/documented.js';
import { TRAIL_COLUMNS, trailRow, TRAIL_TITLE } from './columns.js';

const FORMATS = ['json', 'csv'] as const satisfies readonly Format[];
const PAGE = {
  below: whole(1, Number.MAX_SAFE_INTEGER, 1, 'Only entries below this position; given by the `next` link of a page'),
  limit: whole(1, 500, 50, 'Most items of a page'),
};
const LIST = {
  actor: text(100, 'Account that read, took away or changed: `officer-1a2b3c4d`, `cli`'),
  action: oneOf(TRAIL_ACTIONS, 'What was done'),
  about: text(300, 'An event, a subject (`site-bridgestone-bethune`), a person or a token'),
  from: moment('From this moment on'),
  to: moment('Up to this moment'),
  ...PAGE,
  ...formatParameters<Format>(FORMATS),
};
/** Entries of a file; more are asked for in parts. */
const MOST_LINES = 50_000;
const BATCH = 500;

/** Who read, took away or changed what not everybody may. For auditors alone; that they read it is in it too. */
@Controller('api/v1/access-trail')
@ApiTags('audit')
export class TrailController {
  constructor(@Inject(TrailQueries) private readonly trail: TrailQueries) {}

  @Allow('auditor')
  @Looking('', {
    summary: 'Who read what is not public, who took it away, who changed roles; newest first, as JSON or CSV',
    operationId: 'readAccessTrail',
    parameters: LIST,
    answer: 'AccessTrail',
  })
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const given = readParameters({ ...OPERATION, ...LIST }, request.query as Record<string, unknown>);
    const { actor, action, about, from, to, below, limit = 50 } = given;
    const filter: TrailFilter = { actor, about, from: from ?? undefined, to: to ?? undefined, ...(action && { actions: [action] }) };
    const format = formatOf(request, given, FORMATS);
    checkForFormat(format, given, format === 'json' ? [] : Object.keys(PAGE));
    if (format !== 'json') return this.file(request, reply, format, filter);
    const [found, head] = await Promise.all([this.trail.page(filter, below, limit + 1), this.trail.head()]);
    const items = found.slice(0, limit);
    let next: string | null = null;
    if (found.length > limit) {
      const query = new URLSearchParams(request.url.split('?')[1] ?? '');
      query.set('below', String(items.at(-1)!.position));
      next = `/api/v1/access-trail?${query.toString()}`;
      void reply.header('link', `<${next}>; rel="next"`);
    }
    void reply.headers({ 'cache-control': 'private, no-store' }).send({ items: items.map(onWire), head, next });
  }

  private async file(request: FastifyRequest, reply: FastifyReply, format: Format, filter: TrailFilter): Promise<void> {
    const language = languageOf(request);
    const table = {
      name: 'access-trail',
      title: TRAIL_TITLE,
      columns: TRAIL_COLUMNS,
      rows: this.rows(filter),
      metadata: {
        licence: null,
        publisher: null,
        source: TRAIL_TITLE[language],
        at: null,
        asOf: null,
        address: request.url,
      },
    };
    await sendTable(request, reply, table, { format, language, cacheControl: 'private, no-store' });
  }

  private async *rows(filter: TrailFilter): AsyncGenerator<Row> {
    let below: number | undefined;
    for (let told = 0; told < MOST_LINES;) {
      const entries = await this.trail.page(filter, below, BATCH);
      for (const entry of entries) yield trailRow(entry);
      told += entries.length;
      below = entries.at(-1)?.position;
      if (entries.length < BATCH) return;
    }
    throw new Problem(400, 'TABLE_TOO_LARGE', { most: MOST_LINES });
  }
}

const onWire = ({ events, subjects, ...entry }: TrailEntry) => ({
  position: entry.position,
  recordedAt: entry.recordedAt,
  actor: entry.actor,
  role: entry.role,
  action: entry.action,
  route: entry.route,
  format: entry.format ?? null,
  status: entry.status ?? null,
  events: events ?? [],
  subjects: subjects ?? [],
  personal: entry.personal ?? false,
  correlationId: entry.correlationId ?? null,
  purpose: entry.purpose ?? null,
  hash: entry.hash,
});
