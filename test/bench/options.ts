import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly json: boolean;
  /** Events in the store when it is read, and when the read models are rebuilt. */
  readonly events: number;
  /** Events of the generated history that is read over HTTP. */
  readonly history: number;
  /** One round of little work, to see that everything runs; its figures mean nothing. */
  readonly quick: boolean;
  /** Names of the benches to run; all of them when it is not given. */
  readonly only?: readonly string[];
}

/**
 * Reads the bench's arguments: `--json`, `--quick`, `--events 1000000`, `--only read,rebuild` (a name is checked by whoever has the benches).
 * @throws {Error} for anything else
 */
export function benchOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, events: { type: 'string' }, only: { type: 'string' } },
  });
  const { json = false, quick = false } = values;
  const events = Number(values.events ?? (quick ? 2_000 : 100_000));
  if (!Number.isInteger(events) || events < 1) throw new Error(`--events: ${values.events} is no number of events`);
  const history = values.events === undefined && !quick ? 1_000_000 : events;
  return { json, quick, events, history, only: values.only?.split(',') };
}

/** So much of the work, or hardly any of it in quick mode. */
export const some = (count: number, { quick }: BenchOptions): number => (quick ? Math.max(1, Math.round(count / 50)) : count);
