import { PostgresEventStore } from '@app/event-store';
import { newEventId } from '@app/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import { Database } from './database.js';
import { compare, type BenchEntry } from './compare.js';
import { some, type BenchOptions } from './options.js';
import { sampleEvent } from './sample.js';
import { DidNotGetThere, WorkerPrograms } from './worker-programs.js';

/** Appends a second that are followed. */
const PACE = 2_000;
/** Milliseconds of lag that nobody minds. */
const BEARABLE = 1_000;
const BATCH = 1_000;
const TO_FOLLOW = 10_000;
/** Milliseconds for a burst to be followed; what is in the read models by then is the figure. */
const TO_KEEP_UP = 30_000;
/** Milliseconds after which no further round of bursts begins. */
const TO_COMPARE = 150_000;

const NAMES = {
  shared: 'all projections together, 2 workers against 1',
  pace: 'appends a second while one worker follows',
  lag: 'catch-up lag at that pace, 99th percentile',
};

/**
 * How the worker programs follow the store: all projections together, by one and by two, and while it is written to at a steady pace. It ends within
 * some five minutes: a machine that is too busy gives the figures it came to, with what it did not do.
 */
export async function followingBench(url: string, options: BenchOptions): Promise<BenchEntry[]> {
  // A store of its own: nobody waits for the workers to take in what other benches left.
  const database = await Database.create(url);
  const store = await PostgresEventStore.open({ connectionString: database.url });
  try {
    return [
      ...(await orWhy(async () => [await shared(database.url, store, options)], [NAMES.shared, 'events/s', 1])),
      ...(await orWhy(() => paced(database.url, store, options), [NAMES.pace, 'appends/s', 0.95], [NAMES.lag, 'ms', 1])),
    ];
  } finally {
    await store.close();
    await database.drop();
  }
}

/** The figures, or that there are none and why. */
async function orWhy(
  measure: () => Promise<BenchEntry[]>,
  ...measured: readonly (readonly [name: string, unit: string, target: number])[]
): Promise<BenchEntry[]> {
  try {
    return await measure();
  } catch (error) {
    if (!(error instanceof DidNotGetThere)) throw error;
    return measured.map(([name, unit, target]) => ({ name, unit, target, value: 0, reference: 0, ratio: 0, note: error.message }));
  }
}

/** A burst of events, until every projection has taken them in. */
async function shared(url: string, store: PostgresEventStore, options: BenchOptions): Promise<BenchEntry> {
  const events = some(TO_FOLLOW, options);
  const short: string[] = [];
  const followed = (count: number) => async (timed: <T>(work: () => Promise<T>) => Promise<T>) => {
    const before = await headOf(store);
    const workers = await WorkerPrograms.start(url, before, count);
    let left = 0;
    try {
      await timed(async () => {
        for (let written = 0; written < events; written += BATCH)
          await store.append([{ streamId: `site-${newEventId()}`, expected: 'none', events: Array.from({ length: BATCH }, sampleEvent) }]);
        const head = await headOf(store);
        if (await workers.until(async () => (await workers.position()) >= head, TO_KEEP_UP)) return;
        left = head - (await workers.position());
        short.push(`${count} worker(s) did not keep up: ${left} of ${head - before} events left after ${TO_KEEP_UP / 1_000} s`);
      });
    } finally {
      await workers.stop();
    }
    return Math.max(1, events - left);
  };
  const compared = await compare({
    name: NAMES.shared,
    until: performance.now() + TO_COMPARE,
    unit: 'events/s',
    target: 1,
    rounds: some(3, options),
    ours: followed(2),
    raw: followed(1),
  });
  const notes = [...(compared.note ? [compared.note] : []), ...new Set(short)];
  return notes.length > 0 ? { ...compared, note: notes.join('; ') } : compared;
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
    const { rate, written } = await writing;
    const wanted = PACE * seconds;
    const slow = written < wanted ? `did not write that fast: ${written} of ${wanted} appends in ${2 * seconds} s` : undefined;
    const head = await headOf(store);
    const left = head - (await workers.position());
    // Whoever is behind by more than they take in a moment was not at that pace: what they are behind by is said, not waited for.
    const behind =
      left > PACE ? `did not keep up: ${left} events, ${Math.round(lags.at(-1)! / 1_000)} s behind after ${seconds} s` : undefined;
    const lag = percentile(lags, 0.99);
    return [
      { ...entry(NAMES.pace, 'appends/s', rate, PACE, rate / PACE, 0.95), ...(slow && { note: slow }) },
      { ...entry(NAMES.lag, 'ms', lag, BEARABLE, BEARABLE / lag, 1), ...(behind && { note: behind }) },
    ];
  } finally {
    await workers.stop();
  }
}

/**
 * One event an append, each at its own hour: a store that is slow for a moment has to make up for it. Gives up after twice the time that it should take.
 * Answers appends a second, and how many there were.
 */
async function write(
  store: PostgresEventStore,
  count: number,
  onAcknowledged: (position: number) => void,
): Promise<{ rate: number; written: number }> {
  const started = performance.now();
  const latest = started + (2_000 * count) / PACE;
  let written = 0;
  const streams = Array.from({ length: 64 }, () => ({ streamId: `site-${newEventId()}`, revision: -1, tail: Promise.resolve() }));
  for (let index = 0; index < count; index++) {
    const ahead = started + (index * 1_000) / PACE - performance.now();
    if (ahead > 1) await delay(ahead);
    const stream = streams[index % streams.length]!;
    stream.tail = stream.tail.then(async () => {
      if (performance.now() > latest) return;
      const expected = stream.revision < 0 ? 'none' : stream.revision;
      const [result] = await store.append([{ streamId: stream.streamId, expected, events: [sampleEvent()] }]);
      stream.revision = result!.revision;
      written += 1;
      onAcknowledged(Number(result!.position));
    });
  }
  await Promise.all(streams.map(({ tail }) => tail));
  return { rate: (written * 1_000) / (performance.now() - started), written };
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
