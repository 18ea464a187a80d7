import { alsoKnown, Conditions, readInBatches, type Moment, type Reader, type ReadModels } from '@app/projecting';
import { COLUMNS, entryOf, UTC, type EntryRecord } from './entry.js';
import { ABOUT_FACTS, ACTS, type Version } from './history.js';
import { communeName } from './scope.js';

/** Recorded for the first time, recorded otherwise, or withdrawn. */
export const SORTS_OF_RESTATEMENTS = ['recording', 'correction', 'retraction'] as const;
export type SortOfRestatement = (typeof SORTS_OF_RESTATEMENTS)[number];

/** Days of lag from which a first recording is late, where nothing else is asked. */
export const LATE = 30;

export interface RestatementFilter {
  /** Calendar days (Europe/Paris), inclusive, of the recording. */
  readonly since?: string;
  readonly until?: string;
  /** Account that recorded, or office on whose behalf it did. Only for those who see everything. */
  readonly office?: string;
  /** Kinds of subjects. */
  readonly kind?: readonly string[];
  /** Fact table of an observatory: only what it measures. Part of the code, never of a request. */
  readonly table?: string;
  /** Days of lag at least, corrections and retractions included. Without it, every one of these, and recordings of `LATE` days and more. */
  readonly minLag?: number;
}

/**
 * A version of a fact that came late, or in place of another. The lag is in days, from the last day on which it may have happened to the day
 * (Europe/Paris) of the recording, correction or retraction: an uncertain date never makes it look later than it surely was. Null where the
 * source leaves the last day open, or gives no date.
 */
export interface RestatedFact {
  /** The version that was recorded; of a retraction the one that it ended. */
  readonly version: Version;
  readonly sort: SortOfRestatement;
  /** When: an instant, UTC. */
  readonly since: string;
  readonly lag: number | null;
  /** The office, else the account, that recorded it; told to those who see everything. */
  readonly office: string | null;
}

export interface AfterRestatement {
  readonly lag: number | null;
  readonly since: string;
  readonly eventId: string;
}

/** How late one office is with one kind of subject; the public is not told of offices. Quantiles are of what has a lag, between two days where they fall so. */
export interface RestatementSummary {
  readonly office: string | null;
  readonly kind: string;
  readonly recordings: number;
  readonly corrections: number;
  readonly retractions: number;
  readonly median: number | null;
  readonly ninetieth: number | null;
}

interface RestatedRecord extends EntryRecord {
  readonly sort: SortOfRestatement;
  readonly since: string;
  readonly lag: number | null;
  readonly office: string | null;
  readonly act: string | null;
  readonly visible_from: string | null;
  readonly revealed_by: string | null;
}

/** Reads what was recorded or corrected late, the latest first. */
export class RestatementQueries {
  constructor(private readonly source: ReadModels) {}

  async page(
    filter: RestatementFilter,
    moment: Moment,
    reader: Reader,
    { limit, after }: { limit: number; after?: AfterRestatement | null },
  ): Promise<{ readonly facts: readonly RestatedFact[]; readonly next: AfterRestatement | null }> {
    const conditions = new Conditions();
    const late = lateSql(conditions, filter, moment, reader);
    const beyond = after
      ? conditions.bind(`WHERE (${RANK}) < (?::int, ?::text, ?::uuid)`, [after.lag ?? NO_LAG, after.since, after.eventId])
      : '';
    const records: RestatedRecord[] = await this.source.query(
      `SELECT * FROM (${late}) late ${beyond} ORDER BY ${RANK_DOWN} LIMIT ${conditions.bind('?', [limit + 1])}`,
      conditions.values,
    );
    const facts = await this.told(records.slice(0, limit), moment, reader);
    const last = records.length > limit ? facts.at(-1) : undefined;
    return { facts, next: last ? { lag: last.lag, since: last.since, eventId: last.version.eventId } : null };
  }

  /**
   * All of them, some at a time, for files.
   * @throws {TooManyRows} before the first, when there are more than `most`
   */
  async *all(filter: RestatementFilter, moment: Moment, reader: Reader, most: number): AsyncGenerator<readonly RestatedFact[]> {
    const conditions = new Conditions();
    const sql = `SELECT * FROM (${lateSql(conditions, filter, moment, reader)}) late ORDER BY ${RANK_DOWN}`;
    for await (const records of readInBatches<RestatedRecord>(this.source, sql, conditions.values, most))
      yield await this.told(records, moment, reader);
  }

  /** By office and by kind of subject, those with most of them first. */
  async summary(filter: RestatementFilter, moment: Moment, reader: Reader): Promise<readonly RestatementSummary[]> {
    const conditions = new Conditions();
    const late = lateSql(conditions, filter, moment, reader);
    const counted = (sort: SortOfRestatement) => `(count(*) FILTER (WHERE sort = '${sort}'))::int`;
    const quantile = (part: number) => `round((percentile_cont(${part}) WITHIN GROUP (ORDER BY lag))::numeric, 1)::float`;
    return this.source.query(
      `SELECT office, kind, ${counted('recording')} AS recordings, ${counted('correction')} AS corrections, ${counted('retraction')} AS retractions,
         ${quantile(0.5)} AS median, ${quantile(0.9)} AS ninetieth
       FROM (${late}) late GROUP BY office, kind ORDER BY count(*) DESC, office COLLATE "C", kind COLLATE "C"`,
      conditions.values,
    );
  }

  /** With the act that brought or ended each, and what it said before. */
  private async told(records: readonly RestatedRecord[], moment: Moment, reader: Reader): Promise<readonly RestatedFact[]> {
    const restated = records.filter(({ act }) => act !== null);
    const conditions = new Conditions();
    const [ids, acts] = [restated.map(({ event_id: id }) => id), restated.map(({ act }) => act)];
    const wanted = conditions.bind('t.event_id = ANY(?::uuid[]) AND t.recorded_to IS NOT NULL OR t.event_id = ANY(?::uuid[])', [ids, acts]);
    const others: (EntryRecord & { act: null })[] =
      restated.length === 0
        ? []
        : await this.source.query(
            `SELECT ${COLUMNS}, t.placed::text AS placed, NULL AS subject_name, false AS disputed FROM rm.timeline t
             WHERE (${wanted}) AND ${toldSql(conditions, 't', moment, reader)}`,
            conditions.values,
          );
    const told = others.map((record) => entryOf(record, communeName));
    return records.map((record) => {
      const { sort, since, lag, office, act: actId, visible_from: visibleFrom, revealed_by: revealedBy } = record;
      const act = told.find(({ eventId, recordedAt }) => eventId === actId && recordedAt === since) ?? null;
      const before =
        sort === 'correction' ? told.find(({ eventId, recordedTo }) => eventId === record.event_id && recordedTo === since) : null;
      const version: Version = {
        ...entryOf(record, communeName),
        visibleFrom,
        revealedBy,
        // What nobody may know was corrected stands as it is.
        correctedBy: sort !== 'recording' ? record.corrected_by : null,
        before: before ?? null,
        broughtBy: sort === 'correction' ? act : null,
        endedBy: sort === 'retraction' ? act : null,
        concerns: [],
        disagreements: [],
      };
      return { version, sort, since, lag, office };
    });
  }
}

/** Sorts below every lag. */
const NO_LAG = -10_000_000;
const RANKS = [`coalesce(lag, ${NO_LAG})`, 'since COLLATE "C"', 'event_id'];
const RANK = RANKS.join(', ');
const RANK_DOWN = RANKS.map((key) => `${key} DESC`).join(', ');

/** Every line, once: versions that were recorded, and versions that a retraction ended. */
function lateSql(conditions: Conditions, filter: RestatementFilter, moment: Moment, reader: Reader): string {
  const { kind, office, table, minLag } = filter;
  const fits = (at: string) => {
    const told = [
      within(conditions, at, filter),
      toldSql(conditions, 't', moment, reader),
      conditions.bind('t.type <> ALL(?::text[])', [ABOUT_FACTS]),
    ];
    if (kind?.length) told.push(conditions.bind('t.kind = ANY(?::text[])', [kind]));
    if (table) told.push(`EXISTS (SELECT 1 FROM rm.${table} m WHERE m.event_id = t.event_id)`);
    return told.join(' AND ');
  };
  const line = (
    sort: string,
    at: string,
    restated: string,
  ) => `SELECT ${COLUMNS}, t.placed::text AS placed, ${nameSql(conditions, moment, reader)} AS subject_name, false AS disputed,
    to_char(t.visible_from, ${UTC}) AS visible_from, t.revealed_by, ${sort} AS sort, to_char(${at}, ${UTC}) AS since, CASE WHEN ${restated} THEN a.event_id END AS act,
    (${at} AT TIME ZONE 'Europe/Paris')::date - t.latest AS lag,
    CASE WHEN ${restated} THEN a.recorded_by ELSE t.recorded_by END AS account,
    CASE WHEN ${restated} THEN a.on_behalf_of ELSE t.on_behalf_of END AS on_whose_behalf`;
  // What a correction or retraction made stand again was recorded by whoever decided it.
  const acts = `SELECT DISTINCT ON (a.stream_id, a.recorded_from) a.stream_id, a.recorded_from, a.event_id, a.recorded_by, a.on_behalf_of FROM rm.timeline a
    WHERE a.type = ANY(${conditions.bind('?::text[]', [ACTS])}) AND ${within(conditions, 'a.recorded_from', filter)} AND ${toldSql(conditions, 'a', moment, reader)}
    ORDER BY a.stream_id, a.recorded_from, a.event_id`;
  // What ended before everybody might know it was never there for them: what came in its place is the first they are told.
  const before = toldSql(conditions, 'p', moment, reader);
  const earlier = `EXISTS (SELECT 1 FROM rm.timeline p WHERE p.event_id = t.event_id AND p.recorded_from < t.recorded_from AND ${before})`;
  // A fact that was recorded in the same breath as a correction of another is new all the same.
  const again = `a.event_id IS NOT NULL AND ${earlier}`;
  // What was decided about a decision that no longer counted changed nothing.
  const same = `EXISTS (SELECT 1 FROM rm.timeline p WHERE p.event_id = t.event_id AND p.recorded_to = t.recorded_from AND p.type = t.type AND p.data = t.data
    AND p.citations = t.citations AND p.occurred_edtf IS NOT DISTINCT FROM t.occurred_edtf AND p.corrected_by IS NOT DISTINCT FROM t.corrected_by)`;
  // That what nobody may know corrected a fact is not to be seen by its having come once more.
  const told = reader.seesAll
    ? `a.event_id IS NULL OR NOT ${same}`
    : `CASE WHEN a.event_id IS NULL THEN NOT ${earlier} ELSE NOT ${same} END`;
  const recorded = `${line(`CASE WHEN ${again} THEN 'correction' ELSE 'recording' END`, 't.recorded_from', again)}
    FROM rm.timeline t LEFT JOIN (${acts}) a ON a.stream_id = t.stream_id AND a.recorded_from = t.recorded_from
    WHERE ${fits('t.recorded_from')} AND (${told})`;
  const withdrawn = 'NOT EXISTS (SELECT 1 FROM rm.timeline n WHERE n.event_id = t.event_id AND n.recorded_from = t.recorded_to)';
  const retracted = `${line(`'retraction'`, 't.recorded_to', 'true')}
    FROM (${acts}) a JOIN rm.timeline t ON t.stream_id = a.stream_id AND t.recorded_to = a.recorded_from WHERE ${withdrawn} AND ${fits('t.recorded_to')}`;
  const least =
    minLag === undefined ? conditions.bind(`sort <> 'recording' OR lag >= ?::int`, [LATE]) : conditions.bind('lag >= ?::int', [minLag]);
  const whose = office ? conditions.bind('account = ? OR on_whose_behalf = ?', [office, office]) : 'true';
  return `SELECT line.*, ${reader.seesAll ? 'coalesce(on_whose_behalf, account)' : 'NULL::text'} AS office
    FROM (${recorded} UNION ALL ${retracted}) line WHERE (${least}) AND (${whose})`;
}

/** Recorded between two days, in Paris. */
function within(conditions: Conditions, at: string, { since, until }: RestatementFilter): string {
  const from = since ? conditions.bind(`${at} >= ?::date::timestamp AT TIME ZONE 'Europe/Paris'`, [since]) : 'true';
  const to = until ? conditions.bind(`${at} < (?::date + 1)::timestamp AT TIME ZONE 'Europe/Paris'`, [until]) : 'true';
  return `${from} AND ${to}`;
}

const nameSql = (conditions: Conditions, moment: Moment, reader: Reader): string =>
  `(SELECT n.name FROM rm.timeline n WHERE n.kind = t.kind AND n.subject_id = t.subject_id AND n.name IS NOT NULL
    AND ${alsoKnown(conditions, 'n', moment, reader)} ORDER BY n.revision DESC LIMIT 1)`;

/** What a reader may know was recorded by the moment. What ended before everybody might know it, and what ended it, everybody never knew. */
function toldSql(conditions: Conditions, row: string, { asOf }: Moment, { seesAll }: Reader): string {
  const by = conditions.bind('coalesce(?::timestamptz, now())', [asOf]);
  if (seesAll) return `${row}.recorded_from <= ${by}`;
  const acts = conditions.bind('?::text[]', [ACTS]);
  return `${row}.visible_from <= ${by} AND (${row}.recorded_to IS NULL OR ${row}.recorded_to > ${row}.visible_from)
    AND (${row}.visible_from = ${row}.recorded_from OR ${row}.type <> ALL(${acts}))`;
}
