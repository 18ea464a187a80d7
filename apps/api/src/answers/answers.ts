import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { keptBy, languageOf, sendUnlessHeld } from '@app/http';
import type { Choice, PublicState, ReadModels, ServedReadModels } from '@app/projecting';
import type { LoadObserver } from '../load.js';
import { tellsPersonal } from '../privacy/revealed.js';
import { installAhead } from './ahead.js';
import { isRight, KeptAnswers, type KeptAnswer } from './kept-answers.js';
import { Lookout } from './lookout.js';

export interface AnswersOptions {
  /** Of the answers that are kept, at most; 0 keeps none. Default 64 MiB. */
  readonly mostBytes?: number;
}

/** How a question was answered: from what is kept, by what somebody else was being answered, or by reading. */
export type AnsweredBy = 'kept' | 'shared' | 'read';

/** Told how much is kept, and how questions that may be answered so were. */
export interface AnswersObserver extends LoadObserver {
  answered(by: AnsweredBy): void;
  keeps(size: () => { readonly answers: number; readonly bytes: number }): void;
}

/** What a route says of itself in its configuration when its answers to the public may be kept. */
export const KEPT_ROUTE = { keepsAnswers: true } as const;

const MOST_BYTES = 67_108_864;
const MOST_OF_A_KEY = 2_000;
/** Who wait for a look ahead of the framework; more go the way of all, where who is too much is sent away. */
const MOST_WAITING = 64;

/**
 * Keeps what the public is answered, and gives it again for as long as the public is told the same (`PublicState`), before anything of Nest runs.
 * Only reads without any sign of who asks are looked at, of routes that say so; what those who see all are answered is never kept.
 *
 * An answer is kept if the state was the same before and after it was read, on one server: then it is the answer of that state. It is given to
 * whoever asks the same, to the letter, and whose own server is in that state now. Who asks while it is being read waits for it.
 */
export class Answers {
  private readonly mostBytes: number;
  private readonly kept: KeptAnswers;
  private readonly lookouts = new WeakMap<ReadModels, Lookout>();
  private readonly underWay = new Map<string, UnderWay>();
  /** What was seen for a request, of the server that was chosen for it: nobody looks twice. */
  private readonly looks = new WeakMap<IncomingMessage, Look>();
  private waiting = 0;

  /** @param beside what looks at the primary, on a connection of its own: it must not wait behind what is read */
  constructor(
    private readonly readModels: ServedReadModels,
    beside: Pick<ReadModels, 'query'>,
    /** Answers repeat the name by which the caller called the server. */
    private readonly hostCounts: boolean,
    { mostBytes = MOST_BYTES }: AnswersOptions = {},
    private readonly observer?: AnswersObserver,
  ) {
    this.mostBytes = mostBytes;
    this.kept = new KeptAnswers(mostBytes);
    this.lookouts.set(readModels.primary, new Lookout(beside));
    observer?.keeps(() => this.kept.size);
  }

  /** To be installed after the hooks that are for all answers: they are for these too. */
  install(server: Pick<FastifyInstance, 'addHook'>): void {
    server.addHook('onRequest', (request, reply, done) => this.meet(request, reply, done));
  }

  /** To be installed last: whoever is answered there is seen by nobody else. */
  installAhead(http: Server): void {
    if (this.mostBytes > 0) installAhead(http, (message) => this.ahead(message), this.observer);
  }

  /** What is kept of a question, if it is right: at once where many others ask just now, or else after a look. */
  private ahead(message: IncomingMessage): KeptAnswer | Promise<KeptAnswer | undefined> | undefined {
    const { method, headers, url } = message;
    if (!mayBeKept(method, headers) || headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined)
      return undefined;
    const key = this.key(url!, headers);
    const found = this.kept.peek(key);
    if (!found) return undefined;
    const choice = this.readModels.choose();
    const lookout = this.lookoutOf(choice.server);
    const state = lookout.shared();
    if (!state) return this.waiting < MOST_WAITING ? this.afterLook(message, key, choice, lookout) : undefined;
    if (!isRight(found, state)) return undefined;
    this.observer?.answered('kept');
    return found;
  }

  private async afterLook(message: IncomingMessage, key: string, choice: Choice, lookout: Lookout): Promise<KeptAnswer | undefined> {
    this.waiting += 1;
    const state = await lookout.look();
    this.waiting -= 1;
    this.looks.set(message, { choice, state });
    const found = state && this.kept.find(key, state);
    if (found) this.observer?.answered('kept');
    return found;
  }

  private meet(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
    const key = this.mostBytes > 0 ? this.keyOf(request) : undefined;
    if (key === undefined) return done();
    const look = this.looks.get(request.raw);
    const choice = look?.choice ?? this.readModels.choose();
    const lookout = this.lookoutOf(choice.server);
    const shared = look ? undefined : lookout.shared();
    const found = shared && this.kept.find(key, shared);
    if (found) return this.give(request, reply, found, 'kept');
    const goOn = () => {
      this.observer?.answered('read');
      this.readModels.of(request).take(choice);
      done();
    };
    this.find(key, lookout, request, reply, choice).then(
      (found) => (found ? this.give(request, reply, found.kept, found.by) : goOn()),
      // What cannot be looked up is read.
      goOn,
    );
  }

  /** What was asked, to the letter: answers repeat the address. Undefined when the answer is not to be looked for. */
  private keyOf(request: FastifyRequest): string | undefined {
    const { headers, method, routeOptions, url } = request;
    if (!mayBeKept(method, headers) || !keepsAnswers(routeOptions.config)) return undefined;
    // Who waits for a position is answered by what is read.
    if ((request.query as Record<string, unknown>).minPosition !== undefined) return undefined;
    const key = this.key(url, headers);
    return key.length <= MOST_OF_A_KEY ? key : undefined;
  }

  private key(url: string, headers: IncomingHttpHeaders): string {
    return `${url}\n${languageOf({ url, headers })}\n${this.hostCounts ? (headers.host ?? '') : ''}\n${headers.accept ?? ''}`;
  }

  private async find(
    key: string,
    lookout: Lookout,
    request: FastifyRequest,
    reply: FastifyReply,
    choice: Choice,
  ): Promise<{ readonly kept: KeptAnswer; readonly by: AnsweredBy } | undefined> {
    const look = this.looks.get(request.raw);
    const state = look ? look.state : await lookout.look();
    if (!state) return undefined;
    const kept = this.kept.find(key, state);
    if (kept) return { kept, by: 'kept' };
    const other = this.underWay.get(key);
    if (other?.state.now === state.now) {
      const shared = await other.answer;
      return shared && { kept: shared, by: 'shared' };
    }
    this.watch(key, state, lookout, request, reply, choice);
    return undefined;
  }

  /** Keeps what the request is answered, once it is. */
  private watch(key: string, state: PublicState, lookout: Lookout, request: FastifyRequest, reply: FastifyReply, { server }: Choice): void {
    const underWay = new UnderWay(state);
    this.underWay.set(key, underWay);
    const end = (answer?: KeptAnswer) => {
      if (this.underWay.get(key) === underWay) this.underWay.delete(key);
      underWay.end(answer);
    };
    const common = new Set(Object.keys(reply.getHeaders()));
    let isOffered = false;
    keptBy(request, (offered) => {
      isOffered = true;
      // Where a replica failed on the way, the answer is of two servers. What tells of a person is for nobody to keep.
      if (!offered || this.readModels.of(request).server !== server || tellsPersonal(request)) return end();
      const { answer, keeping } = offered;
      const kept = { answer, keeping, state, route: request.routeOptions.url, headers: headersOf(offered.reply, common) };
      lookout.look().then(
        (after) => {
          if (after?.now !== state.now) return end();
          this.kept.keep(key, kept);
          end(kept);
        },
        () => end(),
      );
    });
    reply.raw.once('close', () => {
      if (!isOffered) end();
    });
  }

  private give(request: FastifyRequest, reply: FastifyReply, { answer, headers }: KeptAnswer, by: AnsweredBy): void {
    this.observer?.answered(by);
    void reply.headers(headers);
    sendUnlessHeld(request, reply, answer);
  }

  private lookoutOf(server: ReadModels): Lookout {
    const known = this.lookouts.get(server);
    if (known) return known;
    const lookout = new Lookout(server);
    this.lookouts.set(server, lookout);
    return lookout;
  }
}

interface Look {
  readonly choice: Choice;
  /** Undefined when the server did not say. */
  readonly state: PublicState | undefined;
}

/** A question that is being answered, for those who ask the same meanwhile. */
class UnderWay {
  readonly answer: Promise<KeptAnswer | undefined>;
  end: (answer?: KeptAnswer) => void = () => undefined;

  constructor(readonly state: PublicState) {
    this.answer = new Promise((resolve) => (this.end = resolve));
  }
}

/** The headers that the answer has beside those of every answer. */
const headersOf = (reply: FastifyReply, common: ReadonlySet<string>): Record<string, string> =>
  Object.fromEntries(Object.entries(reply.getHeaders()).flatMap(([name, value]) => (common.has(name) ? [] : [[name, String(value)]])));

/** Of a read without any sign of who asks. */
const mayBeKept = (method: string | undefined, { authorization }: IncomingHttpHeaders): boolean =>
  (method === 'GET' || method === 'HEAD') && authorization === undefined;

const keepsAnswers = (config: object): boolean => 'keepsAnswers' in config && config.keepsAnswers === true;
