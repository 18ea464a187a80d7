import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  callerOf,
  languageOf,
  POSITION,
  Problem,
  readParameters,
  Sealer,
  sendJson,
  type Caller,
  type FieldProblem,
  type Given,
  type Parameters,
} from '@app/http';
import { Horizon, ServedReadModels, waitFor, type ReadModels, type RequestReadModels } from '@app/projecting';
import { SourceQueries, type ClaimsOfSubject, type Entry, type Moment, type Reader } from '@app/timeline';
import { API_CONFIG, type ApiConfig } from '../config.js';
import { cacheControlOf, keepingOf, lastsFrom, MOMENT, momentOf, readerOf, SETTLED_SECONDS } from './moment.js';
import { frameOf } from './wire/frame.js';
import { Narrator } from './wire/narrator.js';
import { wordsIn, type Words } from '@app/timeline';

/** One request to read, understood: what it asks, at which moment, for whom, in which words. */
export interface Asked<Table extends Parameters> {
  readonly given: Given<Table>;
  readonly path: string;
  /** What every query of the request reads. */
  readonly readModels: RequestReadModels;
  readonly moment: Moment;
  readonly caller: Caller;
  readonly reader: Reader;
  readonly words: Words;
  /** True when the answer is the same for ever: the server that was picked holds all that was recorded by then. */
  readonly lasts: boolean;
}

/** Milliseconds that a replica may take to hold a position, before the primary is asked. */
const REPLICA_PATIENCE_MILLISECONDS = 500;
const PATIENCE_MILLISECONDS = 5_000;
const CURSOR = 'cursor';
/** Parameters that change how a page is sent, not what is paged. */
const BESIDE = new Set(['cursor', 'limit', 'lang', 'minPosition']);

/** What every read does alike: understand the parameters, pick a server, wait for a position, page, name the sources, answer with an ETag. */
@Injectable()
export class Reads {
  private readonly horizons = new WeakMap<ReadModels, Horizon>();

  constructor(
    @Inject(API_CONFIG) private readonly config: ApiConfig,
    @Inject(Sealer) private readonly sealer: Sealer,
    @Inject(ServedReadModels) private readonly served: ServedReadModels,
  ) {}

  async understand<Table extends Pick<typeof MOMENT, 'lang' | 'minPosition'>>(
    request: FastifyRequest,
    table: Table,
  ): Promise<Asked<Table>> {
    const given = readParameters(table, request.query as Record<string, unknown>);
    const caller = callerOf(request);
    const moment = momentOf(given as Given<typeof MOMENT>);
    const { minPosition } = given as Given<typeof MOMENT>;
    const readModels = this.served.of(request);
    readModels.pick();
    if (minPosition !== undefined) await this.reach(minPosition, readModels);
    const lasts = await this.lasts(moment, readModels);
    const words = wordsIn(languageOf(request));
    return { given, path: request.url.split('?')[0]!, readModels, moment, caller, reader: readerOf(caller), words, lasts };
  }

  /** A narrator that knows the documents these facts and claims cite. */
  async narrator(
    { readModels, words, reader, moment }: Pick<Asked<Parameters>, 'readModels' | 'words' | 'reader' | 'moment'>,
    entries: readonly Pick<Entry, 'citations'>[],
    claims?: ClaimsOfSubject,
  ): Promise<Narrator> {
    const cited = [...entries, ...(claims?.groups ?? []).flatMap(({ claims }) => claims)].flatMap(({ citations }) => citations);
    const sources = await new SourceQueries(readModels).byIds([...new Set(cited.map(({ documentId }) => documentId))], reader, moment);
    return new Narrator(words, sources, reader.seesAll);
  }

  /** Where the page goes on, from the caller's own cursor. @throws {Problem} 400 when it is not of this query */
  resume<After>(request: FastifyRequest, { given, caller }: Asked<Parameters>): After | null {
    const { cursor } = given as { cursor?: string };
    if (cursor === undefined) return null;
    const content = this.sealer.open(CURSOR, contextOf(request, caller), cursor);
    if (content === undefined) throw new Problem(400, 'CURSOR_INVALID', {}, [wrong('cursor', cursor)]);
    return JSON.parse(content) as After;
  }

  /** The address of the next page, also as a Link header (RFC 8288). */
  next(request: FastifyRequest, reply: FastifyReply, { caller, path }: Asked<Parameters>, after: unknown): string | null {
    if (after === null) return null;
    const query = new URLSearchParams(request.url.split('?')[1] ?? '');
    query.set('cursor', this.sealer.seal(CURSOR, contextOf(request, caller), JSON.stringify(after)));
    const address = `${path}?${query.toString()}`;
    void reply.header('link', `<${address}>; rel="next"`);
    return address;
  }

  /** An identifier of what is asked, whatever page of it and in whatever language: the same for ever. */
  identify(request: FastifyRequest, { caller }: Asked<Parameters>): string {
    return this.sealer.name(CURSOR, contextOf(request, caller));
  }

  answer(request: FastifyRequest, reply: FastifyReply, { moment, caller, words, lasts }: Asked<Parameters>, payload: object): void {
    void reply.header('content-language', words.language);
    const sending = { cacheControl: cacheControlOf(caller, lasts), keeping: keepingOf(moment, lasts) };
    sendJson(request, reply, { ...payload, ...frameOf(moment, words) }, sending);
  }

  /** The instant (UTC) by which nothing may still be recorded that the request's server does not hold, as far as that is known. */
  async settled({ readModels }: Pick<Asked<Parameters>, 'readModels'>): Promise<string | null> {
    const until = await this.horizon(readModels).reached();
    return until === 0 ? null : new Date(until - SETTLED_SECONDS * 1_000).toISOString();
  }

  /** A position kept from before the store was moved to another kind of server means nothing here. */
  private isOurs(position: string): boolean {
    try {
      return this.config.eventStore.compare(position, position) === 0;
    } catch {
      return false;
    }
  }

  /** Asked before anything is read: a server that lags might hold by the answer what it did not when it was read. */
  private async lasts(moment: Moment, readModels: RequestReadModels): Promise<boolean> {
    const instant = lastsFrom(moment);
    if (instant === undefined) return false;
    return this.horizon(readModels).covers(instant);
  }

  private horizon({ server }: RequestReadModels): Horizon {
    const horizon = this.horizons.get(server) ?? new Horizon(server, this.config.eventStore);
    this.horizons.set(server, horizon);
    return horizon;
  }

  private async reach(minPosition: string, readModels: RequestReadModels): Promise<void> {
    const position = this.sealer.open(POSITION, '', minPosition);
    if (position === undefined || !this.isOurs(position))
      throw new Problem(400, 'PARAMETER_INVALID', {}, [wrong('minPosition', minPosition)]);
    const reaches = (patience: number) => waitFor(readModels, this.config.eventStore, position, patience);
    if (readModels.onReplica && (await reaches(REPLICA_PATIENCE_MILLISECONDS))) return;
    readModels.toPrimary();
    if (await reaches(PATIENCE_MILLISECONDS)) return;
    throw new Problem(503, 'NOT_CAUGHT_UP', {}, [], { 'retry-after': '1' });
  }
}

/** Everything that decides what is paged: the address, its filters in whatever order, and whether the reader sees all. */
function contextOf(request: FastifyRequest, caller: Caller): string {
  const [path, query = ''] = request.url.split('?') as [string, string?];
  const asked = [...new URLSearchParams(query)].filter(([name, value]) => !BESIDE.has(name) && value !== '');
  return JSON.stringify([path, readerOf(caller).seesAll, asked.sort(([a, x], [b, y]) => (a + x < b + y ? -1 : 1))]);
}

export const wrong = (field: string, value: string): FieldProblem => ({
  field,
  value,
  says: {
    fr: { message: 'N’a pas été donné par ce serveur pour cette demande.', remedy: 'Reprenez la valeur d’une réponse, sans la modifier.' },
    en: { message: 'Was not given by this server for this request.', remedy: 'Take the value from an answer, unchanged.' },
  },
});
