import { compare, type BenchEntry, type Measured } from './compare.js';
import { Country } from './country.js';
import { asked, featuresOf, indicatorsOf, timelinesOf, type Page } from './country-pages.js';
import type { HttpClients } from './http-clients.js';
import { some, type BenchOptions } from './options.js';

const CLIENTS = 16;
const ROUNDS = 5;
/** What is given and not read is asked for so many times over: a round is to last long enough for its figure to be one. */
const OVER = 5;

/**
 * Reading the generated history of a country over HTTP: what the past costs against now, the server against one that has the bytes ready and
 * against the query alone, and against itself on a smaller history. What is "read" is answered by a server that keeps no answers; the others are of
 * the server as it is deployed, which has been asked before.
 */
export async function indicatorsBench(url: string, options: BenchOptions): Promise<BenchEntry[]> {
  const large = await Country.make(url, options.history);
  try {
    const small = await Country.make(url, Math.min(100_000, Math.ceil(options.history / 10)));
    try {
      const entries = await past(large, options);
      for (const page of [indicatorsOf(), timelinesOf(), featuresOf()])
        entries.push(...(await served(large, page, options)), await growth(small, large, page, options));
      return entries;
    } finally {
      await small.close();
    }
  } finally {
    await large.close();
  }
}

/** One territory and one year at a time, as they are known now, and as they were some years ago. */
async function past(country: Country, options: BenchOptions): Promise<BenchEntry[]> {
  const pages = indicatorsOf();
  const each = some(800, options);
  const spans: Record<'now' | 'then', number[][]> = { now: [], then: [] };
  const clients = await country.readers(CLIENTS);
  const reading =
    (when: 'now' | 'then', suffix: string): Measured =>
    async (timed) =>
      noted(spans[when], await timed(() => clients.ask(asked(pages, each, suffix), 200)));
  try {
    const rate = await compare({
      name: `indicator as known years ago against now, read, ${CLIENTS} clients`,
      unit: 'answers/s',
      target: 0.5,
      rounds: some(ROUNDS, options),
      ours: reading('then', '&asOf=2021-06-30'),
      raw: reading('now', ''),
    });
    return [rate, ...[0.5, 0.99].map((share) => slowness(spans, share))];
  } finally {
    clients.close();
  }
}

function slowness({ now, then }: Record<'now' | 'then', number[][]>, share: number): BenchEntry {
  return slower(`indicator as known years ago against now, read, ${CLIENTS} clients`, then, now, share);
}

function slower(name: string, ours: readonly number[][], raw: readonly number[][], share: number): BenchEntry {
  // The first round only warms up.
  const [value, reference] = [quantile(ours.slice(1).flat(), share), quantile(raw.slice(1).flat(), share)];
  const ratio = Number((reference / value).toFixed(3));
  return { name: `${name}, ${share * 100}th percentile`, value, unit: 'ms', reference, ratio, target: 0.5 };
}

function noted(rounds: number[][], spans: number[]): number {
  rounds.push(spans);
  return spans.length;
}

/** Against a bare route that has an answer's bytes ready, where nothing is held and where all is; and against the query alone. */
async function served(country: Country, page: Page, options: BenchOptions): Promise<BenchEntry[]> {
  const each = some(800, options);
  const [first, paths] = [page.path(0), asked(page, each)];
  const over = Array<readonly string[]>(OVER).fill(paths).flat();
  const sample = await country.answer(first);
  const bare = await country.bare(sample);
  const [ours, readers, raw] = [await country.clients(CLIENTS), await country.readers(CLIENTS), await bare.clients(CLIENTS)];
  const spans: Record<'ours' | 'raw', number[][]> = { ours: [], raw: [] };
  const held = { 'if-none-match': sample.etag };
  const common = { unit: 'answers/s', rounds: some(ROUNDS, options) };
  try {
    return [
      await compare({
        ...common,
        name: `${page.name} against a bare route, ${CLIENTS} clients`,
        target: 0.5,
        ours: async (timed) => noted(spans.ours, await timed(() => ours.ask(over, 200))),
        raw: async (timed) => noted(spans.raw, await timed(() => raw.ask(Array(over.length).fill(bare.path), 200))),
      }),
      ...[0.5, 0.99].map((share) => slower(`${page.name} against a bare route, ${CLIENTS} clients`, spans.ours, spans.raw, share)),
      await compare({
        ...common,
        name: `${page.name} that the client holds against a bare route, ${CLIENTS} clients`,
        target: 0.8,
        ours: async (timed) => (await timed(() => ours.ask(Array(over.length).fill(first), 304, held))).length,
        raw: async (timed) => (await timed(() => raw.ask(Array(over.length).fill(bare.path), 304, held))).length,
      }),
      await compare({
        ...common,
        name: `${page.name} over HTTP against its query by hand, ${CLIENTS} clients`,
        target: 0.7,
        ours: async (timed) => (await timed(() => ours.ask(paths, 200))).length,
        raw: (timed) => timed(() => country.queried(page, each, CLIENTS)),
      }),
      await compare({
        ...common,
        name: `${page.name} over HTTP against its query by hand, read, ${CLIENTS} clients`,
        target: 0.7,
        ours: async (timed) => (await timed(() => readers.ask(paths, 200))).length,
        raw: (timed) => timed(() => country.queried(page, each, CLIENTS)),
      }),
    ];
  } finally {
    ours.close();
    readers.close();
    raw.close();
    bare.close();
  }
}

/** The same questions, one after the other, of a history some times as long. */
async function growth(small: Country, large: Country, page: Page, options: BenchOptions): Promise<BenchEntry> {
  const each = some(100, options);
  const [few, many] = [await small.readers(1), await large.readers(1)];
  const reading =
    (clients: HttpClients): Measured =>
    async (timed) =>
      (await timed(() => clients.ask(asked(page, each), 200))).length;
  try {
    return await compare({
      name: `${page.name}, read, of ${large.events} events against ${small.events}`,
      unit: 'answers/s',
      target: 0.5,
      rounds: some(ROUNDS, options),
      ours: reading(many),
      raw: reading(few),
    });
  } finally {
    few.close();
    many.close();
  }
}

const quantile = (values: readonly number[], share: number): number =>
  Number([...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1]!.toFixed(1));
