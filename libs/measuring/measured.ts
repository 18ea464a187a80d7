import { counted, subjectOf, type ClaimStatus, type CorrectionEvents, type EffectiveFact, type Figure, type Occurred } from '@app/kernel';
import type { RowOf } from '@app/projecting';
import type { MeasuredRow } from './measured-row.js';
import { sayingOf, type Saying } from './saying.js';

export type Measured = RowOf<MeasuredRow>;
type Own = Pick<Measured, 'measure'> & Partial<Measured> & { readonly figure?: Figure; readonly occurred?: Occurred | null };

const RELATED = [
  ['projectId', 'project'],
  ['siteId', 'site'],
] as const;

/** A row of what a fact says; what is not given is read from the fact. Without a figure it is a thing to be counted, once. */
export function measured(fact: EffectiveFact, { figure, occurred, ...own }: Own): Measured {
  const { saying, days, placeStream, programme, sourceIds } = saidBy(fact);
  const { dayFrom, dayTo, day, open } = occurred === undefined || occurred === fact.meta.occurred ? days : daysOf(occurred);
  const { value, low, high, unit, bound } = numbersOf(figure);
  // Written out, as a rebuild comes through here more often than through anything else: spread objects cost it as much as all the rest.
  const row: Measured = {
    measure: own.measure,
    status: null,
    category: null,
    value,
    low,
    high,
    unit,
    bound,
    claim: null,
    rank: 0,
    refers: null,
    dayFrom,
    dayTo,
    day,
    open,
    communeCode: saying.communeCode,
    territoryIds: saying.territoryIds,
    placeStream,
    belongs: null,
    programme,
    theme: saying.theme,
    sector: saying.sector,
    naf: saying.naf,
    horizon: null,
    revision: fact.revision,
    firstRecorded: fact.recordedAt,
    audience: 'all',
    sourceIds,
  };
  return Object.assign(row, own);
}

/**
 * A figure of which a subject has one at a time: what is said later replaces it, what is said otherwise contradicts it. Nothing where the fact gives
 * none.
 */
export const standing = (
  fact: EffectiveFact,
  measure: string,
  figure: Figure | undefined,
  status: ClaimStatus | null = null,
  own: Partial<Measured> = {},
): Measured[] => (figure ? [measured(fact, { measure, claim: measure, status, figure, ...own })] : []);

interface Said extends Pick<Measured, 'placeStream' | 'programme' | 'sourceIds'> {
  readonly fact: EffectiveFact;
  readonly saying: Saying;
  readonly days: ReturnType<typeof daysOf>;
}

let last: Said | undefined;

/** What is the same in all rows of a fact. One fact after the other makes all of its rows, those of every observatory. */
function saidBy(fact: EffectiveFact): Said {
  if (last?.fact === fact) return last;
  const { kind, id } = subjectOf(fact.streamId);
  last = {
    fact,
    saying: sayingOf(fact),
    days: daysOf(fact.meta.occurred),
    placeStream: placeStreamOf(fact),
    programme: kind === 'programme' ? id : null,
    sourceIds: fact.meta.sources.map(({ documentId }) => documentId),
  };
  return last;
}

/** Rows of what any stream may hold beside its own events: what else is said, what is disputed, what was preferred. `measureOf` names what a claim is about. */
export function sayings(fact: EffectiveFact, measureOf: (about: string) => string | undefined): Measured[] {
  switch (fact.type) {
    case 'ClaimRecorded': {
      const { about, figure, status } = fact.data as unknown as CorrectionEvents['ClaimRecorded'];
      if (!figure) return [];
      const measure = measureOf(about) ?? OTHER_CLAIM;
      const { said } = fact.data as unknown as CorrectionEvents['ClaimRecorded'];
      return [
        measured(fact, { measure, figure, status: status ?? null, claim: about, rank: 1, occurred: fact.meta.occurred ?? said ?? null }),
      ];
    }
    case 'FactDisputed': {
      const { disputes, with: others } = fact.data as unknown as CorrectionEvents['FactDisputed'];
      return [disputes, ...others].map((refers) => measured(fact, { measure: 'dispute', claim: fact.eventId, refers }));
    }
    case 'DisputeSettled': {
      const { dispute, preferred } = fact.data as unknown as CorrectionEvents['DisputeSettled'];
      return [measured(fact, { measure: 'settlement', claim: dispute, refers: preferred ?? null })];
    }
    default:
      return [];
  }
}

/** Said by a source about something that no indicator counts; it may still contradict one. */
export const OTHER_CLAIM = 'claim';

function numbersOf(figure: Figure | undefined): Pick<Measured, 'value' | 'low' | 'high' | 'unit' | 'bound'> {
  if (!figure) return { value: 1, low: null, high: null, unit: 'count', bound: null };
  const { low = null, high = null, unit, bound } = figure;
  return { value: counted(figure), low, high, unit, bound: bound === undefined || bound === 'exact' ? null : bound };
}

/** The days it may have been, the one half-way, and whether its source leaves an end open. */
export function daysOf(occurred: Occurred | null): Pick<Measured, 'dayFrom' | 'dayTo' | 'day' | 'open'> {
  const dayFrom = occurred?.earliest ?? occurred?.latest ?? null;
  const dayTo = occurred?.latest ?? occurred?.earliest ?? null;
  if (dayFrom === null || dayTo === null) return { dayFrom: null, dayTo: null, day: null, open: false };
  return { dayFrom, dayTo, day: halfWay(dayFrom, dayTo), open: occurred!.earliest === null || occurred!.latest === null };
}

const ways = new Map<string, string>();

function halfWay(from: string, to: string): string {
  if (from === to) return from;
  const way = `${from}/${to}`;
  let day = ways.get(way);
  if (day !== undefined) return day;
  const [first, last] = [Date.parse(from) / DAY, Date.parse(to) / DAY];
  day = new Date((first + Math.floor((last - first) / 2)) * DAY).toISOString().slice(0, 10);
  // The same months, quarters and years come again and again.
  if (ways.size >= 10_000) ways.clear();
  ways.set(way, day);
  return day;
}

const DAY = 86_400_000;

function placeStreamOf({ streamId, data }: EffectiveFact): string | null {
  for (const [field, kind] of RELATED) {
    const id = data[field];
    if (typeof id !== 'string') continue;
    const other = `${kind}-${id}`;
    return other === streamId ? null : other;
  }
  return null;
}
