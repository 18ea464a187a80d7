import { isMisfit, ReadModelUnfit } from '../versions.js';
import { ReplicaFailed, type ReadModels, type ReadSession } from '../read-models.js';
import { PRIMARY, type Picked, type Replicas } from './replicas.js';

/** The server that is picked for a request. */
export interface Choice {
  /** Absent: it is the primary. */
  readonly replica?: Picked;
  readonly server: ReadModels;
}

/** Done to all rows that a request reads, before anything else sees them. What it throws, the query throws. */
export type OnRows = (rows: unknown, request: object | undefined) => Promise<void>;

/** What read models are served from, and how. */
interface Service {
  readonly primary: ReadModels;
  readonly replicas?: Replicas;
  readonly onRows?: OnRows;
  readonly isUnfit: () => Promise<boolean>;
}

/** Gives each request the read models of one server. They are handed to whatever reads for it: no context follows the promises of a request. */
export class ServedReadModels {
  private readonly requests = new WeakMap<object, RequestReadModels>();
  private readonly service: Service;

  /** @param isUnfit whether the tables are of another version than this program */
  constructor(
    readonly primary: ReadModels,
    private readonly replicas?: Replicas,
    onRows?: OnRows,
    isUnfit: () => Promise<boolean> = () => Promise.resolve(false),
  ) {
    this.service = { primary, replicas, onRows, isUnfit };
  }

  /** Picks a server before a request reads: a replica, if one is in use. */
  choose(): Choice {
    const replica = this.replicas?.pick();
    return { replica, server: replica?.server ?? this.primary };
  }

  /** What a request reads, the same whenever it is asked for: from the primary, until it picks. */
  of(request: object): RequestReadModels {
    const known = this.requests.get(request) ?? new RequestReadModels(this.service, request);
    this.requests.set(request, known);
    return known;
  }

  /** For what no request asks: from the primary. */
  outside(): ReadModels {
    return new RequestReadModels(this.service);
  }
}

/**
 * The read models as a request sees them: all its queries go to the server that was picked for it, without the query classes knowing. What fails on
 * a replica, for whatever reason, is asked of the primary, where the request then stays: the primary holds all that a replica holds, so that a
 * request never goes back in time.
 *
 * What does not go with the tables because they are of another version is a `ReadModelUnfit`, never an answer.
 */
export class RequestReadModels implements ReadModels {
  private replica: Picked | undefined;
  private hasPicked = false;

  constructor(
    private readonly service: Service,
    private readonly request?: object,
  ) {}

  /** Picks a replica, if one is in use and no server was picked yet. */
  pick(): void {
    if (!this.hasPicked) this.take({ replica: this.service.replicas?.pick() });
  }

  /** Reads from the server that was chosen. */
  take({ replica }: Pick<Choice, 'replica'>): void {
    this.replica = replica;
    this.hasPicked = true;
  }

  /** From here on the request reads from the primary. */
  toPrimary(): void {
    this.take({});
  }

  get server(): ReadModels {
    return this.replica?.server ?? this.service.primary;
  }

  get onReplica(): boolean {
    return this.replica !== undefined;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async query<Rows = any>(sql: string, parameters?: unknown[]): Promise<Rows> {
    const rows = await this.read<Rows>(sql, parameters);
    await this.service.onRows?.(rows, this.request);
    return rows;
  }

  private async read<Rows>(sql: string, parameters?: unknown[]): Promise<Rows> {
    const { replicas, primary } = this.service;
    if (this.replica) {
      const { name, server } = this.replica;
      try {
        const rows = await server.query<Rows>(sql, parameters);
        replicas?.count(name);
        return rows;
      } catch {
        this.toPrimary();
      }
    }
    replicas?.count(PRIMARY);
    return primary.query<Rows>(sql, parameters).catch((error: unknown) => this.fail(error));
  }

  /** A session cannot be moved: one that fails on a replica says so, and the next is of the primary. */
  createQueryRunner(): ReadSession {
    this.service.replicas?.count(this.replica?.name ?? PRIMARY);
    if (!this.replica) return this.seen(this.sessionOfPrimary());
    const session = this.replica.server.createQueryRunner();
    const query = (...statement: [string, unknown[], true]) =>
      session.query(...statement).catch((error: unknown) => {
        this.toPrimary();
        throw new ReplicaFailed(error);
      });
    return this.seen({ query: query as ReadSession['query'], release: () => session.release() });
  }

  private seen(session: ReadSession): ReadSession {
    const { onRows } = this.service;
    if (!onRows) return session;
    const query = async (...statement: [string, unknown[], true]): Promise<unknown> => {
      const rows = await session.query(...statement);
      await onRows(rows, this.request);
      return rows;
    };
    return { query: query as ReadSession['query'], release: () => session.release() };
  }

  private sessionOfPrimary(): ReadSession {
    const session = this.service.primary.createQueryRunner();
    const query = (...statement: [string, unknown[], true]) => session.query(...statement).catch((error: unknown) => this.fail(error));
    return { query: query as ReadSession['query'], release: () => session.release() };
  }

  private async fail(error: unknown): Promise<never> {
    if (isMisfit(error) && (await this.service.isUnfit())) throw new ReadModelUnfit(error);
    throw error;
  }
}
