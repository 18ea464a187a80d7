import type { Entry } from '../api/types';

const DAY = 86_400_000;

export interface Placed {
  readonly entry: Entry;
  readonly index: number;
  /** Epoch milliseconds of the first and last possible day. */
  readonly from: number;
  readonly to: number;
  readonly lane: number;
}

export interface Domain {
  readonly from: number;
  readonly to: number;
}

const time = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** Puts each fact where its date allows, in the lane of its kind of subject. Facts placed nowhere are left to the table. */
export function placed(entries: readonly Entry[], kinds: readonly string[]): Placed[] {
  return entries.flatMap((entry, index) => {
    const first = entry.occurred?.earliest ?? entry.occurred?.latest ?? entry.placed?.day;
    if (!first) return [];
    const last = entry.occurred ? (entry.occurred.latest ?? first) : first;
    return [{ entry, index, from: time(first), to: time(last) + DAY, lane: Math.max(0, kinds.indexOf(entry.subject.kind)) }];
  });
}

export function domainOf(facts: readonly Placed[]): Domain {
  if (facts.length === 0) return { from: time('2000-01-01'), to: time('2025-01-01') };
  const from = Math.min(...facts.map((fact) => fact.from));
  const to = Math.max(...facts.map((fact) => fact.to));
  const margin = Math.max((to - from) * 0.03, 30 * DAY);
  return { from: from - margin, to: to + margin };
}

/** Half or twice as much time around a point, never more than all, never less than a month. */
export function zoomed(domain: Domain, all: Domain, factor: number, around = (domain.from + domain.to) / 2): Domain {
  const span = Math.min(all.to - all.from, Math.max(30 * DAY, (domain.to - domain.from) * factor));
  const share = (around - domain.from) / (domain.to - domain.from);
  const from = Math.max(all.from, Math.min(all.to - span, around - span * share));
  return { from, to: from + span };
}

/** Moves the window by a share of its width, within all there is. */
export function shifted(domain: Domain, all: Domain, share: number): Domain {
  const span = domain.to - domain.from;
  const from = Math.max(all.from, Math.min(all.to - span, domain.from + span * share));
  return { from, to: from + span };
}

const STEPS = [1 / 12, 1 / 4, 1, 2, 5, 10, 20];

/** Round dates for the axis, about one every hundred pixels. */
export function ticks({ from, to }: Domain, width: number, locale: string): { readonly at: number; readonly text: string }[] {
  const years = (to - from) / (365.25 * DAY);
  const step = STEPS.find((candidate) => years / candidate <= Math.max(2, width / 100)) ?? 20;
  const start = new Date(from);
  const months = Math.max(1, Math.round(step * 12));
  let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
  const marks: { at: number; text: string }[] = [];
  for (; ; month += months) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (at > to) return marks;
    if (at < from) continue;
    const text =
      month % 12 === 0
        ? String(Math.floor(month / 12))
        : new Date(at).toLocaleDateString(locale, { timeZone: 'UTC', month: 'short', year: step < 1 ? '2-digit' : undefined });
    marks.push({ at, text });
  }
}

/** Most rows that a lane grows to; what does not fit lies over the last. */
const MOST_ROWS = 5;

/**
 * Gives each fact a row inside its lane, so that marks do not hide each other at this scale.
 * @returns the row of each fact, and how many rows each lane needs
 */
export function packed(
  facts: readonly Placed[],
  lanes: number,
  x: (time: number) => number,
): { rows: ReadonlyMap<Placed, number>; heights: readonly number[] } {
  const ends: number[][] = Array.from({ length: lanes }, () => []);
  const rows = new Map<Placed, number>();
  for (const fact of [...facts].sort((a, b) => a.from - b.from || a.index - b.index)) {
    const lane = ends[fact.lane] ?? [];
    const left = x(fact.from) - 7;
    const free = lane.findIndex((end) => end <= left);
    const row = free >= 0 ? free : Math.min(lane.length, MOST_ROWS - 1);
    lane[row] = Math.max(x(fact.to), x(fact.from) + 7);
    rows.set(fact, row);
  }
  return { rows, heights: ends.map((lane) => Math.max(1, lane.length)) };
}
