import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { callerOf, correlationIdOf, isInsider, Problem } from '@app/http';
import type { OnRows, ReadModels } from '@app/projecting';
import { TrailUnavailable, type Access, type AccessTrail, type TrailAction } from '@app/trail';
import { tellsPersonal } from '../privacy/revealed.js';

/** What a request has read that the public cannot see, as far as the trail does not know it yet. */
interface Seen {
  readonly events: Set<string>;
  readonly subjects: Set<string>;
  /** Told already: what comes in several parts is told once. */
  readonly told: Set<string>;
  /** Its answer has begun to leave. */
  isLeaving: boolean;
}

/** A row of a fact says whether the public sees it: see `libs/timeline/queries/entry.ts`. */
interface FactRecord {
  readonly hidden?: unknown;
  readonly event_id?: string;
  readonly kind?: string;
  readonly subject_id?: string;
}

/** Answers that leave while they are read. */
const STREAMED = /\/(stream|replay)$/;
/** Answers in which facts are added up or drawn, and not told one by one. */
const COMPUTED = /^\/(api\/v1\/(observatories|dashboard|restatements)|ogc)([/.]|$)/;
/** What was told of, when no event is hidden and a person is named. */
const PERSONAL = 'personal';
/** Where an event is named by the address itself. */
const OF_EVENT = /^\/api\/v1\/events\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\//i;
/** Events that one entry names; more are in the next. */
const MOST_EVENTS = 500;

/**
 * Writes down who reads what not everybody may. What is told fact by fact is known from the rows themselves, wherever they are read; the rest by its
 * route. An answer leaves once its entry is durable, and not at all when it cannot be written.
 */
export class Trailing {
  private readonly seen = new WeakMap<object, Seen>();

  constructor(
    private readonly trail: AccessTrail,
    private readonly source: Pick<ReadModels, 'query'>,
  ) {}

  /** Notes the rows that only insiders see. */
  readonly onRows: OnRows = async (rows, request) => {
    if (request === undefined || !Array.isArray(rows) || !isInsider(callerOf(request))) return;
    const hidden = (rows as FactRecord[]).filter((row) => row?.hidden === true);
    const isPersonal = tellsPersonal(request) && !this.seen.get(request)?.told.has(PERSONAL);
    if (hidden.length === 0 && !isPersonal) return;
    const seen = this.seenBy(request);
    for (const { event_id: event, kind, subject_id: subject } of hidden) {
      if (event !== undefined && !seen.told.has(event)) seen.events.add(event);
      if (kind !== undefined && subject !== undefined && !seen.told.has(`${kind}-${subject}`)) seen.subjects.add(`${kind}-${subject}`);
    }
    const asked = request as FastifyRequest;
    if (seen.isLeaving || STREAMED.test(pathOf(asked))) await this.tell(asked, { action: 'read' });
  };

  /** Before an answer leaves. @throws {Problem} 503 when it cannot be written down */
  async leaving(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const caller = callerOf(request);
    if (!isInsider(caller) || reply.statusCode >= 400) return;
    const action = await this.actionOf(request, reply);
    if (action) await this.tell(request, { action, ...about(request, reply) });
    this.seenBy(request).isLeaving = true;
  }

  private async actionOf(request: FastifyRequest, reply: FastifyReply): Promise<TrailAction | undefined> {
    const path = pathOf(request);
    if (path.startsWith('/api/v1/access-trail')) return 'trail-read';
    if (path.startsWith('/api/v1/persons')) return request.method === 'POST' ? 'erasure' : 'personal-data';
    if (path === '/api/v1/operations/jobs' && request.method === 'POST')
      return (request.body as { job?: unknown } | undefined)?.job === 'export' ? 'export' : undefined;
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    // What is the same for everybody is nobody's secret.
    if (String(reply.getHeader('cache-control') ?? '').startsWith('public')) return undefined;
    if (reply.getHeader('content-disposition') !== undefined) return 'export';
    const seen = this.seen.get(request);
    if (tellsPersonal(request) || (seen !== undefined && seen.events.size + seen.subjects.size > 0)) return 'read';
    return COMPUTED.test(path) && (await this.hiddenFacts()) ? 'figures' : undefined;
  }

  private async tell(request: FastifyRequest, said: Pick<Access, 'action'> & Partial<Access>): Promise<void> {
    const caller = callerOf(request);
    if (caller.role === 'public') return;
    const seen = this.seenBy(request);
    const events = [...seen.events];
    const subjects = [...(said.subjects ?? []), ...seen.subjects];
    seen.events.clear();
    seen.subjects.clear();
    for (const one of [...events, ...subjects]) seen.told.add(one);
    if (tellsPersonal(request)) seen.told.add(PERSONAL);
    const base: Access = {
      actor: caller.id,
      role: caller.role,
      route: `${request.method} ${request.url.slice(0, 2_000)}`,
      correlationId: correlationIdOf(request),
      ...(tellsPersonal(request) && { personal: true }),
      ...(purposeOf(request) && { purpose: purposeOf(request) }),
      ...said,
    };
    const parts = Math.max(1, Math.ceil(events.length / MOST_EVENTS));
    const entries = Array.from({ length: parts }, (_, part) => ({
      ...base,
      ...(events.length > 0 && { events: events.slice(part * MOST_EVENTS, (part + 1) * MOST_EVENTS) }),
      ...(subjects.length > 0 && part === 0 && { subjects: subjects.slice(0, MOST_EVENTS) }),
    }));
    await Promise.all(entries.map((entry) => this.trail.note(entry))).catch(unavailable);
  }

  private seenBy(request: object): Seen {
    const known = this.seen.get(request);
    if (known) return known;
    const seen: Seen = { events: new Set(), subjects: new Set(), told: new Set(), isLeaving: false };
    this.seen.set(request, seen);
    return seen;
  }

  /** Whether anything recorded is not public now. Both looks are into an index. */
  private async hiddenFacts(): Promise<boolean> {
    const [{ hidden }] = await this.source.query<[{ hidden: boolean }]>(
      `SELECT EXISTS (SELECT 1 FROM rm.timeline WHERE visible_from IS NULL) OR EXISTS (SELECT 1 FROM rm.timeline WHERE visible_from > now()) AS hidden`,
    );
    return hidden;
  }
}

/** An answer leaves once it is in the trail. `refused` makes the answer to one that cannot be. */
export function trailAnswers(
  server: FastifyInstance,
  trailing: Pick<Trailing, 'leaving'>,
  refused: (error: Error, request: FastifyRequest, reply: FastifyReply) => Buffer,
): void {
  server.addHook('onSend', async (request, reply, payload: unknown) => {
    try {
      await trailing.leaving(request, reply);
      return payload;
    } catch (error) {
      (payload as Partial<Readable> | undefined)?.destroy?.();
      return refused(error as Error, request, reply);
    }
  });
}

function unavailable(error: unknown): never {
  throw error instanceof TrailUnavailable ? new Problem(503, 'TRAIL_UNAVAILABLE', {}, [], { 'retry-after': '2' }) : error;
}

function about(request: FastifyRequest, reply: FastifyReply): Partial<Access> {
  const format = /^[\w.+/-]+/.exec(String(reply.getHeader('content-type') ?? ''))?.[0];
  const { personId } = (request.params ?? {}) as { personId?: string };
  const event = OF_EVENT.exec(pathOf(request))?.[1]?.toLowerCase();
  return {
    status: reply.statusCode,
    ...(format && { format }),
    ...(event && { events: [event] }),
    ...(personId && { subjects: [personId] }),
  };
}

const pathOf = ({ url }: FastifyRequest): string => url.split('?')[0]!;

/** Why, in the caller's own words. */
function purposeOf({ headers }: FastifyRequest): string | undefined {
  const given = String(headers['x-access-purpose'] ?? '').trim();
  return /^[\x20-\x7e\u00a0-\u00ff]{1,200}$/.test(given) ? given : undefined;
}
