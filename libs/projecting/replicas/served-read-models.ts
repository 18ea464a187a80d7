import { AsyncLocalStorage } from 'node:async_hooks';
import { isMisfit, ReadModelUnfit } from '../versions.js';
import { ReplicaFailed, type ReadModels, type ReadSession } from '../read-models.js';
import { PRIMARY, type Picked, type Replicas } from './replicas.js';

interface Served {
  replica?: Picked;
  /** The request, as whoever serves it knows it. */
  readonly request?: object;
  hasPicked?: true;
}

/** The server that is picked for a request. */
export interface Choice {
  /** Absent: it is the primary. */
  readonly replica?: Picked;
  readonly server: ReadModels;
}

/** Done to all rows that a request reads, before anything else sees them. What it throws, the query throws. */
export type OnRows = (rows: unknown, request: object | undefined) => Promise<void>;

/**
 * The read models as requests see them: all queries of a request go to the server that was picked for it, without the query classes knowing.
 * What fails on a replica, for whatever reason, is asked of the primary, where the request then stays: the primary holds all that a replica
 * holds, so that a request never goes back in time. Outside a request, and in one that picked nothing, queries go to the primary.
 *
 * What does not go with the tables because they are of another version is a `ReadModelUnfit`, never an answer.
 */
export class ServedReadModels implements ReadModels {
  private readonly requests = new AsyncLocalStorage<Served>();

  constructor(
    readonly primary: ReadModels,
    private readonly replicas?: Replicas,
    private readonly onRows?: OnRows,
    /** Whether the tables are of another version than this program. */
    private readonly isUnfit: () => Promise<boolean> = () => Promise.resolve(false),
  ) {}

  /** Runs all that a request does. Given a choice, it reads from there; otherwise from the primary, until it picks. */
  serve(work: () => void, request?: object, choice?: Choice): void {
    this.requests.run(choice ? { request, replica: choice.replica, hasPicked: true } : { request }, work);
  }

  /** Picks a server before a request is under way: a replica, if one is in use. */
  choose(): Choice {
    const replica = this.replicas?.pick();
    return { replica, server: replica?.server ?? this.primary };
  }

  /** Picks a replica for the request under way, if one is in use and none was picked for it. */
  pick(): void {
    const request = this.requests.getStore();
    if (request && !request.hasPicked) request.replica = this.replicas?.pick();
  }

  /** From here on the request under way reads from the primary. */
  toPrimary(): void {
    const request = this.requests.getStore();
    if (request) request.replica = undefined;
  }

  /** The server of the request under way. */
  get server(): ReadModels {
    return this.requests.getStore()?.replica?.server ?? this.primary;
  }

  get onReplica(): boolean {
    return this.server !== this.primary;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async query<Rows = any>(sql: string, parameters?: unknown[]): Promise<Rows> {
    const rows = await this.read<Rows>(sql, parameters);
    await this.onRows?.(rows, this.requests.getStore()?.request);
    return rows;
  }

  private async read<Rows>(sql: string, parameters?: unknown[]): Promise<Rows> {
    const request = this.requests.getStore();
    if (request?.replica) {
      const { name, server } = request.replica;
      try {
        const rows = await server.query<Rows>(sql, parameters);
        this.replicas?.count(name);
        return rows;
      } catch {
        this.toPrimary();
      }
    }
    this.replicas?.count(PRIMARY);
    return this.primary.query<Rows>(sql, parameters).catch((error: unknown) => this.fail(error));
  }

  /** A session cannot be moved: one that fails on a replica says so, and the next is of the primary. */
  createQueryRunner(): ReadSession {
    const request = this.requests.getStore();
    this.replicas?.count(request?.replica?.name ?? PRIMARY);
    if (!request?.replica) return this.seen(this.sessionOfPrimary(), request?.request);
    const session = request.replica.server.createQueryRunner();
    const query = (...statement: [string, unknown[], true]) =>
      session.query(...statement).catch((error: unknown) => {
        request.replica = undefined;
        throw new ReplicaFailed(error);
      });
    return this.seen({ query: query as ReadSession['query'], release: () => session.release() }, request.request);
  }

  /** The request of whoever opened the session: its rows may be taken in another place. */
  private seen(session: ReadSession, request: object | undefined): ReadSession {
    const { onRows } = this;
    if (!onRows) return session;
    const query = async (...statement: [string, unknown[], true]): Promise<unknown> => {
      const rows = await session.query(...statement);
      await onRows(rows, request);
      return rows;
    };
    return { query: query as ReadSession['query'], release: () => session.release() };
  }

  private sessionOfPrimary(): ReadSession {
    const session = this.primary.createQueryRunner();
    const query = (...statement: [string, unknown[], true]) => session.query(...statement).catch((error: unknown) => this.fail(error));
    return { query: query as ReadSession['query'], release: () => session.release() };
  }

  private async fail(error: unknown): Promise<never> {
    if (isMisfit(error) && (await this.isUnfit())) throw new ReadModelUnfit(error);
    throw error;
  }
}
