import { parseOccurred } from '@app/kernel';
import type { Moment } from '@app/timeline';
import { EXIT, Exit } from './exit-codes.js';

export interface MomentOptions {
  readonly at?: string;
  readonly asOf?: string;
  readonly published?: boolean;
}

/** The two times of a read, as the command line gives them: a day holds until its end. */
export function momentOf({ at, asOf, published }: MomentOptions): Moment {
  return {
    at: at === undefined ? null : dayOf('--at', at),
    asOf: asOf === undefined ? null : /T/.test(asOf) ? instantOf(asOf) : `${dayOf('--as-of', asOf)}T23:59:59.999999Z`,
    basis: published ? 'publication' : 'recorded',
  };
}

function dayOf(option: string, text: string): string {
  try {
    const { latest } = parseOccurred(text);
    if (latest) return latest;
  } catch {
    // Said below, with what to write.
  }
  throw new Exit(EXIT.usage, `${option} « ${text} » : écrivez une année (2020), un mois (2020-09) ou un jour (2020-09-16).`);
}

function instantOf(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time))
    throw new Exit(EXIT.usage, `--as-of « ${text} » : écrivez un jour (2022-06-01) ou un instant (2022-06-01T12:00:00Z).`);
  return new Date(time).toISOString();
}
