import { ask, ruleAt, type Indicator, type Observatory, type Reading, type Selection } from '@app/measuring';
import { observatories } from '@app/observatories';
import type { Moment, Reader, ReadModels } from '@app/projecting';
import { whereabouts, type Territories, type Territory } from '@app/territories';
import type { RestatedFact } from '@app/timeline';

/** An indicator as it was known just before something was recorded, and with it. */
export interface MovedIndicator {
  readonly observatory: Observatory;
  readonly indicator: Indicator;
  readonly territory: Territory;
  /** Calendar year of the fact; null where it has no date, and the indicator is told without a period. */
  readonly year: number | null;
  readonly before: number | null;
  readonly after: number | null;
  /** It moved by a group of fewer than five people, and is not told. */
  readonly withheld: boolean;
}

/** What an observatory holds of a fact, before or after it was recorded otherwise. */
interface Touched {
  readonly event_id: string;
  readonly since: string;
  readonly measure: string;
  readonly status: string | null;
  readonly category: string | null;
  readonly year: number | null;
  readonly commune: string | null;
  readonly territories: readonly string[];
}

/** Groups of people that are told to nobody but those who see everything begin under this. */
const FEWEST_PEOPLE = 5;

/**
 * The indicators that each fact moved when it was recorded, corrected or withdrawn, in the municipality or territory it names or its subject stands
 * in, else in the country, and in the year it happened, both years where a correction changed it. What was recorded at the same instant counts
 * as one with it.
 */
export async function movedBy(
  source: ReadModels,
  territories: Territories,
  facts: readonly RestatedFact[],
  reader: Reader,
  only?: Observatory,
): Promise<ReadonlyMap<RestatedFact, readonly MovedIndicator[]>> {
  const moved = new Map<RestatedFact, MovedIndicator[]>(facts.map((fact) => [fact, []]));
  for (const observatory of only ? [only] : observatories) {
    const touched = await touchedIn(source, observatory, facts, reader);
    for (const fact of facts) {
      const rows = touched.filter(({ event_id: id, since }) => id === fact.version.eventId && since === fact.since);
      const askings = observatory.indicators.flatMap((indicator) => askingsOf(indicator, rows, territories));
      const found = await Promise.all(askings.map((asking) => compared(source, observatory, asking, fact.since, reader, territories)));
      moved.get(fact)!.push(...found.filter((one) => one !== undefined));
    }
  }
  return moved;
}

interface Asking {
  readonly indicator: Indicator;
  readonly territory: Territory;
  readonly year: number | null;
}

function askingsOf(indicator: Indicator, rows: readonly Touched[], territories: Territories): Asking[] {
  const found = new Map<string, Asking>();
  for (const row of rows) {
    if (!selectionsOf(indicator.reading).some((facts) => selects(facts, row))) continue;
    const named = row.commune === null ? row.territories[0] : `commune-${row.commune}`;
    const territory = (named === undefined ? undefined : territories.find(named)) ?? territories.find('france')!;
    found.set(`${territory.id} ${row.year}`, { indicator, territory, year: row.year });
  }
  return [...found.values()];
}

async function compared(
  source: ReadModels,
  observatory: Observatory,
  { indicator, territory, year }: Asking,
  since: string,
  reader: Reader,
  territories: Territories,
): Promise<MovedIndicator | undefined> {
  const scope = whereabouts(territories.compositionOf(territory, 'today'));
  const figure = async (asOf: string): Promise<number | null> => {
    const moment: Moment = { at: null, asOf, basis: 'recorded' };
    const [from, to] = year === null ? [null, null] : [`${year}-01-01`, `${year}-12-31`];
    // The rule of then for both: what moved it is what was recorded.
    const { cells } = await ask(source, ruleAt(indicator, since), {
      table: observatory.table,
      people: indicator.people,
      moment,
      reader,
      scope,
      from,
      to,
      by: [],
    });
    return cells[0]?.value ?? null;
  };
  const [before, after] = await Promise.all([figure(justBefore(since)), figure(since)]);
  if (before === after) return undefined;
  // Two figures, each of which may be told, may tell by their difference what may not.
  const withheld = Boolean(indicator.people) && !reader.seesAll && Math.abs((after ?? 0) - (before ?? 0)) < FEWEST_PEOPLE;
  return { observatory, indicator, territory, year, before: withheld ? null : before, after: withheld ? null : after, withheld };
}

/** Rows of the facts that began or ended when each was recorded, as far as this reader may know them. */
function touchedIn(source: ReadModels, { table }: Observatory, facts: readonly RestatedFact[], { seesAll }: Reader): Promise<Touched[]> {
  const seen = seesAll ? 'true' : 'm.visible_from <= now() AND (m.recorded_to IS NULL OR m.recorded_to > m.visible_from)';
  return source.query(
    `SELECT DISTINCT f.id AS event_id, f.since, m.measure, m.status, m.category, extract(year FROM m.day)::int AS year,
       coalesce(m.commune_code, p.commune_code) AS commune,
       CASE WHEN m.commune_code IS NULL AND cardinality(m.territory_ids) > 0 THEN m.territory_ids ELSE coalesce(p.territory_ids, '{}') END AS territories
     FROM unnest($1::uuid[], $2::text[]) f(id, since) JOIN rm.${table} m ON m.event_id = f.id AND f.since::timestamptz IN (m.recorded_from, m.recorded_to)
     LEFT JOIN LATERAL (SELECT n.commune_code, n.territory_ids FROM rm.timeline n WHERE n.stream_id = coalesce(m.place_stream, m.stream_id)
       AND m.commune_code IS NULL AND cardinality(m.territory_ids) = 0 AND n.recorded_to IS NULL ${seesAll ? '' : 'AND n.visible_from <= now()'}
       AND (n.commune_code IS NOT NULL OR cardinality(n.territory_ids) > 0) ORDER BY n.revision DESC LIMIT 1) p ON true
     WHERE ${seen}`,
    [facts.map(({ version }) => version.eventId), facts.map(({ since }) => since)],
  ) as Promise<Touched[]>;
}

/** The rows that a reading looks at, whatever it makes of them. */
function selectionsOf(reading: Reading): Selection[] {
  switch (reading.kind) {
    case 'duration':
      return [reading.from, reading.to];
    case 'ratio':
      return [...selectionsOf(reading.of), ...selectionsOf(reading.per)];
    case 'difference':
      return [...selectionsOf(reading.of), ...selectionsOf(reading.minus)];
    case 'per-inhabitants':
      return selectionsOf(reading.of);
    default:
      return [reading.facts];
  }
}

const selects = ({ measure, status, category }: Selection, row: Touched): boolean =>
  measure === row.measure &&
  (status === undefined || status === row.status) &&
  (category === undefined || category.includes(row.category ?? ''));

/** A microsecond earlier. */
export function justBefore(instant: string): string {
  const micros = Number(instant.slice(20, 26));
  if (micros > 0) return `${instant.slice(0, 20)}${String(micros - 1).padStart(6, '0')}Z`;
  return `${new Date(Date.parse(`${instant.slice(0, 19)}Z`) - 1_000).toISOString().slice(0, 19)}.999999Z`;
}
