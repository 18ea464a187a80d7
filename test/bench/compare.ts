/** One line of the bench: what was measured, against what, and what was hoped for. */
export interface BenchEntry {
  readonly name: string;
  /** Median of the rounds, in `unit`; so is `reference`. */
  readonly value: number;
  readonly unit: string;
  readonly reference: number;
  /** Median of the ratios of each round, in which both ran one after the other on the same machine. */
  readonly ratio: number;
  readonly target: number;
  /** What the figure is not, where the machine did not get so far: it did not keep up, or there was no time for every round. */
  readonly note?: string;
}

/** Says how many things were done; what it prepares before calling `timed` is not counted. */
export type Measured = (timed: <T>(run: () => Promise<T>) => Promise<T>) => Promise<number>;

export interface Comparison {
  readonly name: string;
  readonly unit: string;
  readonly target: number;
  readonly rounds?: number;
  /** No further round begins after this hour (`performance.now()`); the first is measured whenever it ends. */
  readonly until?: number;
  readonly ours: Measured;
  readonly raw: Measured;
}

/** Rounds of ours and raw, interleaved, who goes first changing each time; the first round only warms up. */
export async function compare({ name, unit, target, rounds = 7, until = Infinity, ours, raw }: Comparison): Promise<BenchEntry> {
  const values: number[] = [];
  const references: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const first = round % 2 === 0 ? ours : raw;
    const second = first === ours ? raw : ours;
    const [one, other] = [await perSecond(first), await perSecond(second)];
    const isLate = performance.now() >= until;
    if (round === 0 && !isLate) continue;
    values.push(first === ours ? one : other);
    references.push(first === ours ? other : one);
    if (isLate) break;
  }
  const ratio = median(values.map((value, round) => value / references[round]!));
  return {
    name,
    value: Math.round(median(values)),
    unit,
    reference: Math.round(median(references)),
    ratio: Number(ratio.toFixed(3)),
    target,
    ...(values.length < rounds && { note: `${values.length} of ${rounds} rounds: there was no time for more` }),
  };
}

async function perSecond(measured: Measured): Promise<number> {
  let elapsed = 0;
  const done = await measured(async (run) => {
    const started = process.hrtime.bigint();
    const result = await run();
    elapsed += Number(process.hrtime.bigint() - started) / 1e9;
    return result;
  });
  return done / elapsed;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
