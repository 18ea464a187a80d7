import { effectiveFacts, startOfDay, type EffectiveFact, type RecordedFact } from '@app/kernel';
import { subjectsProjection, type Measured, type Question, type SubjectRow } from '@app/measuring';
import type { Projection, RowOf } from '@app/projecting';

// What is known, and what contradicts what: read from the raw events, without the tables or their queries.

export type SlowRow = Measured & {
  readonly eventId: string;
  readonly ordinal: number;
  readonly streamId: string;
  /** The row it is part of, where a selection asks for it. */
  readonly whole?: SlowRow;
};
type Place = RowOf<SubjectRow> & { readonly streamId: string };

/** What was known at a question's moment, as its reader may know it. */
export class Knowledge {
  readonly rows: readonly SlowRow[];
  private readonly places: readonly Place[];

  constructor(streams: readonly (readonly RecordedFact[])[], projection: Projection, { moment, reader, people }: Question) {
    const asOf = moment.asOf!;
    const rows: SlowRow[] = [];
    const places: Place[] = [];
    for (const stream of streams) {
      const known = stream.filter(({ recordedAt }) => recordedAt <= asOf);
      const facts = effectiveFacts(known).filter((fact) => reader.seesAll || isPublic(fact, known, asOf));
      for (const fact of facts) {
        for (const row of rowsOf<RowOf<SubjectRow>>(subjectsProjection, fact)) places.push({ ...row, streamId: fact.streamId });
        if (people && !reader.seesAll && isGuarded(fact, known, projection)) continue;
        rowsOf<Measured>(projection, fact).forEach((row, ordinal) => {
          const { eventId, streamId } = fact;
          if (row.audience !== (reader.seesAll ? 'public' : 'insiders') || !people) rows.push({ ...row, eventId, ordinal, streamId });
        });
      }
    }
    this.rows = rows;
    this.places = places;
  }

  placeOf(row: SlowRow): { communeCode: string | null; territoryIds: readonly string[] } {
    for (const one of [row, row.whole]) if (one && (one.communeCode !== null || one.territoryIds.length > 0)) return one;
    const last = this.of(row)
      .filter(({ places }) => places)
      .at(-1);
    return last ?? { communeCode: null, territoryIds: [] };
  }

  said(row: SlowRow, name: 'theme' | 'sector' | 'naf'): string | null {
    return (
      row[name] ??
      row.whole?.[name] ??
      this.of(row)
        .filter((subject) => subject[name] !== null)
        .at(-1)?.[name] ??
      null
    );
  }

  /** The same row with the one of its stream that it is part of. */
  partOf(row: SlowRow, measure: string): SlowRow {
    const wholes = this.rows.filter((one) => one.streamId === row.streamId && one.measure === measure && one.claim === row.belongs);
    return { ...row, whole: row.belongs === null ? undefined : wholes.sort((a, b) => a.rank - b.rank || b.revision - a.revision)[0] };
  }

  private of(row: SlowRow): Place[] {
    const placeStream = streamOf(row);
    return this.places.filter(({ streamId }) => streamId === placeStream).sort((a, b) => a.revision - b.revision);
  }
}

export const streamOf = (row: SlowRow): string => (row.whole ?? row).placeStream ?? row.streamId;
const rowsOf = <Row>({ rows }: Projection, fact: EffectiveFact): Row[] => rows(fact).flatMap((told) => told.rows as never as Row[]);

function isPublic({ meta: { visibility } }: EffectiveFact, known: readonly RecordedFact[], asOf: string): boolean {
  if (visibility.level !== 'confidential') return visibility.level === 'public';
  const { date, event } = visibility.until ?? {};
  return known.some(({ type }) => type === event) || (date !== undefined && Date.parse(asOf) >= startOfDay(date));
}

/** A fact of which there are several versions, one with a group too small to be shown. */
function isGuarded({ eventId }: EffectiveFact, known: readonly RecordedFact[], projection: Projection): boolean {
  const versions = known.map((_, index) => effectiveFacts(known.slice(0, index + 1)).find((fact) => fact.eventId === eventId));
  const contents = versions.filter((fact, index) => fact && fact.correctedBy !== versions[index - 1]?.correctedBy);
  // A version of which the observatory had no row told nobody anything.
  const distinct = versions.filter(
    (fact, index) => fact && (index === 0 || !sameVersion(fact, versions[index - 1])) && rowsOf(projection, fact).length > 0,
  );
  return (
    distinct.length > 1 &&
    [...contents, ...distinct].some((fact) => rowsOf<Measured>(projection, fact!).some(({ audience }) => audience === 'public'))
  );
}

const sameVersion = (a: EffectiveFact, b: EffectiveFact | undefined) =>
  b !== undefined && a.correctedBy?.eventId === b.correctedBy?.eventId;

const overlap = (a: SlowRow, b: SlowRow) => a.dayFrom === null || b.dayFrom === null || (a.dayFrom <= b.dayTo! && a.dayTo! >= b.dayFrom);

export const isRival = (row: SlowRow, other: SlowRow) =>
  row.claim !== null &&
  other.claim === row.claim &&
  other.streamId === row.streamId &&
  other.measure === row.measure &&
  other.status === row.status &&
  other.unit === row.unit &&
  other.eventId !== row.eventId &&
  overlap(row, other);

/** The thing itself before what is said of it; the last said before the others. */
export const comesFirst = (row: SlowRow, other: SlowRow) =>
  other.rank < row.rank || (other.rank === row.rank && other.revision > row.revision);

/** All that contradicts a row, and the value a settlement prefers. */
export function contradictions(row: SlowRow, knowledge: Knowledge): { low: number; high: number; value: number } {
  const disputes = knowledge.rows
    .filter(({ measure, refers }) => measure === 'dispute' && refers === row.eventId)
    .map(({ claim }) => claim);
  const disputed = knowledge.rows
    .filter((one) => one.measure === 'dispute' && disputes.includes(one.claim) && one.refers !== row.eventId)
    .map(({ refers }) => refers);
  const others = knowledge.rows.filter(
    (other) =>
      (isRival(row, other) && (row.rank >= 0 || other.rank >= 0)) || (disputed.includes(other.eventId) && isComparable(row, other)),
  );
  const preferred = others.filter(({ eventId }) =>
    knowledge.rows.some(({ measure, refers }) => measure === 'settlement' && refers === eventId),
  );
  const last = preferred.sort((a, b) => b.revision - a.revision)[0];
  const all = [row, ...others].filter(({ value }) => value !== null);
  return {
    value: last?.value ?? row.value!,
    low: Math.min(...all.map(({ low, value }) => low ?? value!)),
    high: Math.max(...all.map(({ high, value }) => high ?? value!)),
  };
}

/** The first figures of two events in dispute; of the others those of the same thing, kind and place. */
function isComparable(row: SlowRow, other: SlowRow): boolean {
  if (other.value === null || other.unit !== row.unit) return false;
  if (row.ordinal === 0 && other.ordinal === 0) return true;
  const named = [row.territoryIds, other.territoryIds].filter(({ length }) => length > 0).map((ids) => ids.join());
  const kinds = [row.category, other.category].filter((category) => category !== null);
  return other.measure === row.measure && new Set(named).size <= 1 && new Set(kinds).size <= 1;
}
