import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import pg from 'pg';
import type { DataSource } from 'typeorm';

export interface OwnershipOptions {
  /** Milliseconds between two looks at who is up. */
  readonly every?: number;
  /** Milliseconds without a sign of life after which a worker is taken to be frozen or cut off. */
  readonly silence?: number;
  readonly onFault?: (error: unknown) => void;
}

/** Work that goes on until its signal aborts, and ends soon after. */
export type OwnedWork = (signal: AbortSignal) => Promise<void>;

interface Holding {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** First half of the advisory locks' key; the second is the work's name. */
const LOCKS = 7305903;

/**
 * Shares work between the workers that are up: each piece has one owner at a time, by an advisory lock of PostgreSQL that goes with the owner's
 * session. A worker that dies loses its locks with its connection. One that is frozen or cut off keeps its session: when it has given no sign
 * of life for a while the others end its sessions, those with an open transaction included. This only spreads the work. What keeps two owners
 * from both writing is the compare-and-set on the checkpoint, in the transaction that writes.
 */
export class Ownership {
  readonly id = randomUUID();
  private readonly works = new Map<string, OwnedWork>();
  private readonly held = new Map<string, Holding>();
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly source: DataSource,
    private readonly options: OwnershipOptions = {},
  ) {}

  /** Runs `work` whenever and for as long as this worker owns `name`. Every worker shares the same names. */
  share(name: string, work: OwnedWork): void {
    this.works.set(name, work);
  }

  /** What this worker owns now. */
  owned(): string[] {
    return [...this.held.keys()].sort();
  }

  start(): void {
    this.beat();
  }

  /** Lets the work under way end, and hands it on. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.turn;
    await this.letGo([...this.held.keys()]);
    await this.client?.query('DELETE FROM rm.worker WHERE id = $1', [this.id]).catch(() => undefined);
    await this.client?.end().catch(() => undefined);
  }

  private beat(): void {
    this.turn = this.look()
      .catch(async (error: unknown) => {
        this.options.onFault?.(error);
        await this.lose();
      })
      .then(() => {
        if (!this.stopped) this.timer = setTimeout(() => this.beat(), this.options.every ?? 1_000);
      });
  }

  private async look(): Promise<void> {
    const client = (this.client ??= await this.connect());
    await client.query(BEAT, [this.id, hostname(), sessionsOf(this.source), this.owned()]);
    await client.query(REAP, [this.options.silence ?? 5_000]);
    const { rows: alive } = await client.query<{ id: string }>(`${ALIVE_WORKERS} ORDER BY w.id`);
    const names = [...this.works.keys()];
    const rank = alive.findIndex(({ id }) => id === this.id);
    if (rank < 0) return;
    // As even as it can be: the first of the list take one more each.
    const mine = Math.floor(names.length / alive.length) + (rank < names.length % alive.length ? 1 : 0);
    const surplus = this.owned().slice(mine);
    if (surplus.length > 0) await this.letGo(surplus);
    for (const name of names) {
      if (this.held.size >= mine) break;
      if (!this.held.has(name)) await this.take(client, name);
    }
  }

  private async take(client: pg.Client, name: string): Promise<void> {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken', [LOCKS, name]);
    if (!rows[0]!.taken) return;
    const abort = new AbortController();
    const ended = this.works.get(name)!(abort.signal).catch((error: unknown) => this.options.onFault?.(error));
    this.held.set(name, { abort, ended });
  }

  private async letGo(names: readonly string[]): Promise<void> {
    for (const name of names) this.held.get(name)?.abort.abort();
    for (const name of names) {
      await this.held.get(name)?.ended;
      this.held.delete(name);
      await this.client?.query('SELECT pg_advisory_unlock($1, hashtext($2))', [LOCKS, name]).catch(() => undefined);
    }
  }

  /** The session is gone, and the locks with it: everything stops here before anything is taken again. */
  private async lose(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    for (const { abort } of this.held.values()) abort.abort();
    // Not awaited: over a dead connection the end waits for an answer.
    void client?.end().catch(() => undefined);
    await Promise.all([...this.held.values()].map(({ ended }) => ended));
    this.held.clear();
  }

  private async connect(): Promise<pg.Client> {
    const { url } = this.source.options as { url?: string };
    const patience = Math.min(2_000, this.options.silence ?? 5_000);
    const client = new pg.Client({
      connectionString: url,
      application_name: sessionsOf(this.source),
      connectionTimeoutMillis: patience,
      query_timeout: patience,
      keepAlive: true,
    });
    client.on('error', (error) => {
      if (this.client !== client || this.stopped) return;
      this.client = undefined;
      this.options.onFault?.(error);
      for (const { abort } of this.held.values()) abort.abort();
      this.turn = this.turn.then(() => this.lose());
    });
    await client.connect();
    return client;
  }
}

/**
 * Does a piece of work that workers share, by hand, while none of them owns it.
 * @returns undefined, with nothing done, while one does
 */
export async function whileNobodyOwns<T>(source: DataSource, name: string, work: () => Promise<T>): Promise<T | undefined> {
  const client = new pg.Client({ connectionString: (source.options as { url?: string }).url, application_name: sessionsOf(source) });
  await client.connect();
  try {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken', [LOCKS, name]);
    return rows[0]!.taken ? await work() : undefined;
  } finally {
    // The lock goes with the session.
    await client.end();
  }
}

/** Every session of a program's read models has this name, so that all of them can be ended. */
export const sessionsOf = (source: DataSource): string => (source.options as { applicationName?: string }).applicationName ?? 'palimpseste';

const BEAT = `
INSERT INTO rm.worker AS w (id, host, sessions, pid, backend_start, owns)
  SELECT $1, $2, $3, pid, backend_start, $4 FROM pg_stat_activity WHERE pid = pg_backend_pid()
  ON CONFLICT (id) DO UPDATE SET pid = excluded.pid, backend_start = excluded.backend_start, owns = excluded.owns, seen_at = clock_timestamp()`;

const REAP = `
WITH silent AS (DELETE FROM rm.worker WHERE seen_at < clock_timestamp() - $1 * interval '1 ms' RETURNING sessions)
  SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN silent ON a.application_name = silent.sessions WHERE a.pid <> pg_backend_pid()`;

/** SQL: the ids of the workers that are up. One whose session is gone is dead, however lately it was seen. */
export const ALIVE_WORKERS =
  'SELECT w.id FROM rm.worker w WHERE EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.pid = w.pid AND a.backend_start = w.backend_start)';
