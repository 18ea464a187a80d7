import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { inTime } from './replicas/in-time.js';

export interface OwnershipOptions {
  /** Milliseconds between two looks at who is up. */
  readonly every?: number;
  /** Milliseconds without a sign of life after which a worker is taken to be frozen or cut off. */
  readonly silence?: number;
  readonly onFault?: (error: unknown) => void;
}

/** Work that goes on until its signal aborts, and ends soon after. One that ends by itself is handed back: others may take it. */
export type OwnedWork = (signal: AbortSignal) => Promise<void>;

interface Holding {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  /** It ended by itself. */
  over: boolean;
}

/** Milliseconds that a look waits for work to end. */
const END_PATIENCE = 500;
/** Milliseconds that a worker leaves alone what it could not go on with. */
const REST = 2_000;
/** Looks after which a worker takes what nobody has, beyond its even share: the others may be of other code, and not know it or not be able to. */
const UNCLAIMED = 5;

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
  /** Work that ended by itself, and until when it is left to others. */
  private readonly resting = new Map<string, number>();
  /** Work that nobody has, by the looks since somebody had. */
  private readonly unclaimed = new Map<string, number>();
  /** Work taken beyond the even share, and who was up then. */
  private readonly beyond = new Set<string>();
  private upThen = '';
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
    for (const { abort } of this.held.values()) abort.abort();
    await Promise.all([...this.held.values()].map(({ ended }) => ended));
    await this.handBack();
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
    const { rows: alive } = await client.query<{ id: string; owns: string[] }>(
      `SELECT id, owns FROM rm.worker WHERE id IN (${ALIVE_WORKERS}) ORDER BY id`,
    );
    await this.handBack();
    const names = [...this.works.keys()].filter((name) => !this.resting.has(name));
    const rank = alive.findIndex(({ id }) => id === this.id);
    if (rank < 0) return;
    // As even as it can be: the first of the list take one more each.
    const all = this.works.size;
    const mine = Math.floor(all / alive.length) + (rank < all % alive.length ? 1 : 0);
    const up = alive.map(({ id }) => id).join(' ');
    if (up !== this.upThen) this.beyond.clear();
    this.upThen = up;
    // In the order in which they were shared: the first is the last to go.
    const within = () =>
      [...this.works.keys()].filter((name) => this.held.get(name)?.abort.signal.aborted === false && !this.beyond.has(name));
    await this.letGo(within().slice(mine));
    for (const name of names) {
      if (within().length >= mine) break;
      if (!this.held.has(name)) await this.take(client, name);
    }
    for (const name of this.leftOver(names, alive)) {
      this.beyond.add(name);
      if (!(await this.take(client, name))) this.beyond.delete(name);
    }
  }

  /** What nobody has had for some looks, though it is this worker's business. */
  private leftOver(names: readonly string[], alive: readonly { readonly owns: readonly string[] }[]): string[] {
    const owned = new Set([...this.held.keys(), ...alive.flatMap(({ owns }) => owns)]);
    for (const name of this.works.keys()) {
      if (owned.has(name) || !names.includes(name)) this.unclaimed.delete(name);
      else this.unclaimed.set(name, (this.unclaimed.get(name) ?? 0) + 1);
    }
    return [...this.unclaimed].filter(([, looks]) => looks > UNCLAIMED).map(([name]) => name);
  }

  /** Unlocks what has ended. What ended by itself is left to others for a while. */
  private async handBack(): Promise<void> {
    for (const [name, until] of this.resting) if (until <= Date.now()) this.resting.delete(name);
    for (const [name, { abort, over }] of [...this.held]) {
      if (!over) continue;
      if (!abort.signal.aborted) this.resting.set(name, Date.now() + REST);
      this.held.delete(name);
      this.beyond.delete(name);
      await this.client?.query('SELECT pg_advisory_unlock($1, hashtext($2))', [LOCKS, name]).catch(() => undefined);
    }
  }

  private async take(client: pg.Client, name: string): Promise<boolean> {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken', [LOCKS, name]);
    if (!rows[0]!.taken) return false;
    const abort = new AbortController();
    const ended = this.works.get(name)!(abort.signal)
      .catch((error: unknown) => this.options.onFault?.(error))
      .then(() => void (holding.over = true));
    const holding: Holding = { abort, ended, over: false };
    this.held.set(name, holding);
    return true;
  }

  /** What takes long to end is handed back by a later look: meanwhile this worker still tells that it lives. */
  private async letGo(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    const ended = names.map((name) => {
      const holding = this.held.get(name)!;
      holding.abort.abort();
      return holding.ended;
    });
    await inTime(Promise.all(ended), END_PATIENCE);
    await this.handBack();
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
    this.beyond.clear();
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
  // Its own statements tell of a session that ends; heard by nobody, it would end the program.
  client.on('error', () => undefined);
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
