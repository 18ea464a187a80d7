import type { Verification } from '@app/audit';
import { openEventStore, type EventStore } from '@app/event-store';
import { Tokens } from '@app/http';
import { waitFor } from '@app/projecting';
import pg from 'pg';
import { contents, openTables, rebuildAll } from '../faults/tables.js';
import { Chance } from './chance.js';
import { Client, type Tally } from './client.js';
import { SealedSoak } from './sealed.js';
import { Program } from '../support/programs.js';

export interface SoakOptions {
  readonly seed: number;
  readonly seconds: number;
  readonly databaseUrl: string;
  readonly eventStoreUrl: string;
  /** Breaks the connections of the event store, where it is another server than the database. */
  readonly breakStore?: () => Promise<void>;
  readonly onTold?: (line: string) => void;
}

export interface SoakReport {
  readonly acknowledged: number;
  readonly stored: number;
  readonly requests: number;
  readonly retries: number;
  readonly reads: number;
  readonly faults: Record<string, number>;
  /** Acknowledged and not in the store. */
  readonly lost: readonly string[];
  /** Ids, or commands, that the store holds more than once. */
  readonly twice: readonly string[];
  /** Tables of the read models that a rebuild would make otherwise. */
  readonly different: readonly string[];
  /** The audit log, against every event and what is remembered of it outside the database. */
  readonly sealed: Verification;
}

const CLIENTS = 8;

/** Two apis and three workers under mixed load, while they and their connections are killed at random; then what is left is counted. */
export async function soak({
  seed,
  seconds,
  databaseUrl,
  eventStoreUrl,
  breakStore,
  onTold = () => undefined,
}: SoakOptions): Promise<SoakReport> {
  const chance = new Chance(seed);
  const source = await openTables(databaseUrl);
  const tokens = new Tokens(source);
  await tokens.install();
  const { token } = await tokens.create('officer', 'soak');
  const seal = await SealedSoak.make();
  const environment = {
    ...seal.environment,
    DATABASE_URL: databaseUrl,
    EVENT_STORE_URL: eventStoreUrl,
    PALIMPSESTE_SECRET: 'x'.repeat(32),
  };
  const start = (kind: 'api' | 'worker', count: number) =>
    Promise.all(Array.from({ length: count }, (_, index) => Program.start(kind, `${kind} ${index + 1}`, environment)));
  const [apis, workers] = [await start('api', 2), await start('worker', 3)];
  const store = await openEventStore(eventStoreUrl);
  const tally: Tally = { acknowledged: new Map(), requests: 0, retries: 0, reads: 0 };
  try {
    await Promise.all(apis.map((api) => ready(api)));
    const end = Date.now() + seconds * 1_000;
    const stopped = () => Date.now() >= end;
    const clients = Array.from(
      { length: CLIENTS },
      (_, index) => new Client(`${seed}-${index}`, new Chance(seed + 1 + index), apis, token, tally),
    );
    const faults: Record<string, number> = {};
    await Promise.all([
      ...clients.map((client) => client.run(stopped)),
      torment(chance, { apis, workers, databaseUrl, breakStore }, stopped, (fault, said = '') => {
        faults[fault] = (faults[fault] ?? 0) + 1;
        onTold(`${said}${fault} (${tally.acknowledged.size} acknowledged, ${tally.retries} retries)`);
      }),
    ]);
    const head = await store.head();
    if (head !== null && !(await waitFor(source, store, head, 60_000)))
      throw new Error(`the read models did not follow: ${workers.map(({ said }) => said).join('\n')}`);
    const followed = await contents(source);
    await rebuildAll(source, store);
    const rebuilt = await contents(source);
    const counted = await count(store, tally);
    const sealed = await seal.verified(source, store);
    return {
      acknowledged: tally.acknowledged.size,
      requests: tally.requests,
      retries: tally.retries,
      reads: tally.reads,
      faults,
      ...counted,
      sealed,
      different: Object.keys(rebuilt).filter((table) => JSON.stringify(followed[table]) !== JSON.stringify(rebuilt[table])),
    };
  } finally {
    await Promise.all([...apis, ...workers].map((program) => program.kill()));
    await store.close();
    await source.destroy();
    await seal.remove();
  }
}

interface Victims {
  readonly apis: readonly Program[];
  readonly workers: readonly Program[];
  readonly databaseUrl: string;
  readonly breakStore?: () => Promise<void>;
}

async function torment(
  chance: Chance,
  victims: Victims,
  stopped: () => boolean,
  told: (fault: string, said?: string) => void,
): Promise<void> {
  const { apis, workers, databaseUrl, breakStore } = victims;
  const faults: Record<string, () => Promise<unknown>> = {
    'an api killed': () => chance.of(apis).killAndRestart(),
    'a worker killed': () => chance.of(workers).killAndRestart(),
    'an api ended': () => chance.of(apis).endAndRestart(),
    'a worker ended': () => chance.of(workers).endAndRestart(),
    'sessions cut': () => cutSessions(databaseUrl, chance),
    async 'a worker frozen'() {
      const worker = chance.of(workers);
      worker.freeze();
      await pause(6_000, stopped);
      worker.thaw();
    },
    ...(breakStore && { 'the event store cut': breakStore }),
  };
  while (!stopped()) {
    await pause(500 + chance.below(2_500), stopped);
    if (stopped()) return;
    for (const program of [...apis, ...workers].filter(({ hasGivenUp }) => hasGivenUp)) {
      told(`${program.kind} gave up`, program.said);
      program.restart();
    }
    const fault = chance.of(Object.keys(faults));
    await faults[fault]!();
    told(fault);
  }
}

/** A random third of the sessions of the product. */
async function cutSessions(databaseUrl: string, chance: Chance): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'palimpseste%' ORDER BY pid",
  );
  for (const { pid } of rows) if (chance.next() < 0.33) await client.query('SELECT pg_terminate_backend($1)', [pid]);
  await client.end();
}

async function count(store: EventStore, { acknowledged }: Tally): Promise<Pick<SoakReport, 'stored' | 'lost' | 'twice'>> {
  const ids = new Map<string, number>();
  const commands = new Map<string, number>();
  for await (const { eventId, meta } of store.readAll()) {
    ids.set(eventId, (ids.get(eventId) ?? 0) + 1);
    const { commandId } = JSON.parse(meta) as { commandId: string };
    commands.set(commandId, (commands.get(commandId) ?? 0) + 1);
  }
  return {
    stored: ids.size,
    lost: [...acknowledged.keys()].filter((id) => !ids.has(id)),
    // Each command of this load records one event.
    twice: [...ids, ...commands].filter(([, times]) => times > 1).map(([id]) => id),
  };
}

async function ready(api: Program): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(100, () => false)) {
    const answer = await fetch(`${api.address}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(`${api.name} did not become ready: ${api.said}`);
}

async function pause(milliseconds: number, stopped: () => boolean): Promise<void> {
  for (const end = Date.now() + milliseconds; Date.now() < end && !stopped();)
    await new Promise((resolve) => setTimeout(resolve, Math.min(100, Math.max(1, end - Date.now()))));
}
