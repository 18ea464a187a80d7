import { dayOf } from '@app/kernel';

/** The parameters of one statement: whatever comes from outside is bound, and nothing of it is ever part of the text. */
export class Parameters {
  readonly values: unknown[] = [];
  private readonly known = new Map<unknown, string>();

  /** `$3::date`; the same value and type are bound once. */
  bind(value: unknown, type: string): string {
    const same = typeof value === 'string' ? `${type} ${value}` : value;
    const before = same !== null && typeof same !== 'number' ? this.known.get(same) : undefined;
    if (before?.endsWith(`::${type}`)) return before;
    this.values.push(value);
    const bound = `$${this.values.length}::${type}`;
    if (same !== null) this.known.set(same, bound);
    return bound;
  }
}

/** The calendar day it is in the territory's own time, where the clock of the database tells that of UTC. */
export const today = (parameters: Parameters): string => parameters.bind(dayOf(new Date()), 'date');
