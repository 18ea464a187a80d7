import { PostgresEventStore } from '@app/event-store';
import { newEventId } from '@app/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import { Database } from './database.js';
import { compare, type BenchEntry } from './compare.js';
import { some, type BenchOptions } from './options.js';
import { sampleEvent } from './sample.js';
import { WorkerPrograms } from './worker-programs.js';

/** Appends a second that are followed. */
const PACE = 2_000;
/** Milliseconds of lag that nobody minds. */
const BEARABLE = 1_000;
const BATCH = 1_000;
const TO_FOLLOW = 10_000;

/** How the worker programs follow the store: all projections together, by one and by two, and while it is written to at a steady pace. */
export async function followingBench(url: string, options: BenchOptions): Promise<BenchEntry[]> {
  // A store of its own: nobody waits for the workers to take in what other benches left.
  const database = await Database.create(url);
  const store = await PostgresEventStore.open({ connectionString: database.url });
  try {
    return [await shared(database.url, store, options), ...(await paced(database.url, store, options))];
  } finally {
    await store.close();
    await database.drop();
  }
}

/** A burst of events, until every projection has taken them in. */
function shared(url: string, store: PostgresEventStore, options: BenchOptions): Promise<BenchEntry> {
  const events = some(TO_FOLLOW, options);
  const followed = (count: number) => async (timed: <T>(work: () => Promise<T>) => Promise<T>) => {
    const workers = await WorkerPrograms.start(url, await headOf(store), count);
    try {
      await timed(async () => {
        for (let written = 0; written < events; written += BATCH)
          await store.append([{ streamId: `site-${newEventId()}`, expected: 'none', events: Array.from({ length: BATCH }, sampleEvent) }]);
        const head = await headOf(store);
        await workers.until(async () => (await workers.position()) >= head);
      });
    } finally {
      await workers.stop();
    }
    return events;
  };
  return compare({
    name: 'all projections together, 2 workers against 1',
    unit: 'events/s',
    target: 1,
    rounds: some(3, options),
    ours: followed(2),
    raw: followed(1),
  });
}

/** What a reader waits for: how long ago the oldest event was acknowledged that not every projection has taken in, looked at all the time. */
async function paced(url: string, store: PostgresEventStore, options: BenchOptions): Promise<BenchEntry[]> {
  const first = await headOf(store);
  const workers = await WorkerPrograms.start(url, first, 1);
  try {
    const acknowledged: number[] = [];
    const seconds = some(15, options);
    const writing = write(store, PACE * seconds, (position) => (acknowledged[position - first - 1] = performance.now()));
    const lags: number[] = [];
    let ended = false;
    void writing.then(
      () => (ended = true),
      () => (ended = true),
    );
    while (!ended) {
      const oldest = acknowledged[(await workers.position()) - first];
      lags.push(oldest === undefined ? 0 : performance.now() - oldest);
      await delay(20);
    }
    const rate = await writing;
    return [
      entry('appends a second while one worker follows', 'appends/s', rate, PACE, rate / PACE, 0.95),
      entry('catch-up lag at that pace, 99th percentile', 'ms', percentile(lags, 0.99), BEARABLE, BEARABLE / percentile(lags, 0.99), 1),
    ];
  } finally {
    await workers.stop();
  }
}

/** One event an append, each at its own hour: a store that is slow for a moment has to make up for it. Answers appends a second. */
async function write(store: PostgresEventStore, count: number, onAcknowledged: (position: number) => void): Promise<number> {
  const started = performance.now();
  const streams = Array.from({ length: 64 }, () => ({ streamId: `site-${newEventId()}`, revision: -1, tail: Promise.resolve() }));
  for (let index = 0; index < count; index++) {
    const ahead = started + (index * 1_000) / PACE - performance.now();
    if (ahead > 1) await delay(ahead);
    const stream = streams[index % streams.length]!;
    stream.tail = stream.tail.then(async () => {
      const expected = stream.revision < 0 ? 'none' : stream.revision;
      const [result] = await store.append([{ streamId: stream.streamId, expected, events: [sampleEvent()] }]);
      stream.revision = result!.revision;
      onAcknowledged(Number(result!.position));
    });
  }
  await Promise.all(streams.map(({ tail }) => tail));
  return (count * 1_000) / (performance.now() - started);
}

const headOf = async (store: PostgresEventStore): Promise<number> => Number((await store.head()) ?? 0);

const entry = (name: string, unit: string, value: number, reference: number, ratio: number, target: number): BenchEntry => ({
  name,
  unit,
  value: Math.max(1, Math.round(value)),
  reference,
  ratio: Number(ratio.toFixed(3)),
  target,
});

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.max(1, sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 1);
}
