import { Conditions, placedOn, readInBatches, type Moment, type Reader, type ReadModels } from '@app/projecting';
import { COLUMNS, entryOf, UTC, type EntryRecord } from './entry.js';
import { ABOUT_FACTS, ACTS, Decided, type Difference, type Version, type VersionRow } from './history.js';
import { Outer } from './outer.js';
import { communeName } from './scope.js';

export const SORTS_OF_DECISIONS = ['corrections', 'disputes'] as const;

export interface HistoryFilter {
  readonly types?: readonly string[];
  readonly source?: string;
  /** Calendar days, inclusive, of where facts are placed. */
  readonly from?: string;
  readonly to?: string;
  /** Account that recorded, or office on whose behalf it did. Only for those who see everything. */
  readonly office?: string;
  /** Only facts that were corrected or withdrawn, or that sources disagree on; with what was decided about them. */
  readonly only?: readonly (typeof SORTS_OF_DECISIONS)[number][];
}

/** Where a page goes on. */
export interface AfterVersion {
  readonly recordedAt: string;
  readonly revision: number;
  readonly eventId: string;
}

interface VersionRecord extends EntryRecord {
  readonly visible_from: string | null;
  readonly revealed_by: string | null;
  readonly told?: boolean;
}
type Order = 'asc' | 'desc';

const KEYS = ['recorded_at COLLATE "C"', 'revision', 'event_id'];

/** Reads what was recorded of one subject: every version of every fact, with what was decided about each. */
export class HistoryQueries {
  constructor(private readonly source: ReadModels) {}

  /** What the subject is called; undefined when this reader knows nothing of it at that moment. */
  async named(kind: string, id: string, moment: Moment, reader: Reader): Promise<{ readonly name: string | null } | undefined> {
    const conditions = versionsOf(kind, id, moment, reader);
    const stands = conditions.bind('t.recorded_to IS NULL OR t.recorded_to > coalesce(?::timestamptz, now())', [knownBy(moment)]);
    const [found]: { name: string | null }[] = await this.source.query(
      `SELECT t.name FROM rm.timeline t WHERE ${conditions.where} ORDER BY t.name IS NULL, (${stands}) DESC, t.revision DESC LIMIT 1`,
      conditions.values,
    );
    return found;
  }

  /** Versions in the order they were recorded, page by page; nothing of a subject that this reader does not know. */
  async page(
    kind: string,
    id: string,
    filter: HistoryFilter,
    moment: Moment,
    reader: Reader,
    { limit, order = 'asc', after }: { limit: number; order?: Order; after?: AfterVersion | null },
  ): Promise<{ readonly versions: readonly Version[]; readonly next: AfterVersion | null }> {
    const decided = await this.decided(kind, id, moment, reader);
    const { sql, conditions } = asked(kind, id, filter, moment, reader, decided, order, after);
    const records: VersionRecord[] = await this.source.query(`${sql} LIMIT ${conditions.bind('?', [limit + 1])}`, conditions.values);
    const versions = await this.told(records.slice(0, limit), decided, kind, id, moment, reader);
    const last = records.length > limit ? versions.at(-1) : undefined;
    return { versions, next: last ? { recordedAt: last.recordedAt, revision: last.revision, eventId: last.eventId } : null };
  }

  /**
   * Every version, some at a time, for files.
   * @throws {TooManyRows} before the first, when there are more than `most`
   */
  async *all(
    kind: string,
    id: string,
    filter: HistoryFilter,
    moment: Moment,
    reader: Reader,
    { order = 'asc', most }: { order?: Order; most: number },
  ): AsyncGenerator<readonly Version[]> {
    const decided = await this.decided(kind, id, moment, reader);
    const { sql, conditions } = asked(kind, id, filter, moment, reader, decided, order);
    for await (const records of readInBatches<VersionRecord>(this.source, sql, conditions.values, most))
      yield await this.told(records, decided, kind, id, moment, reader);
  }

  /** Facts that are known otherwise at `moment` than at `since`: added, withdrawn, or saying something else. In the order of their identifiers. */
  async differences(
    kind: string,
    id: string,
    since: string,
    moment: Moment,
    reader: Reader,
    { limit, after }: { limit: number; after?: string | null },
  ): Promise<{ readonly differences: readonly Difference[]; readonly next: string | null }> {
    const conditions = versionsOf(kind, id, moment, reader).add('t.type <> ALL(?::text[])', ACTS);
    const until = knownBy(moment);
    const seen = reader.seesAll ? 't.recorded_from' : 't.visible_from';
    const known = (instant: string | null) =>
      conditions.bind(
        `${seen} <= coalesce(?::timestamptz, now()) AND (t.recorded_to IS NULL OR t.recorded_to > coalesce(?::timestamptz, now()))`,
        [instant, instant],
      );
    const [then, now] = [known(since), known(until)];
    const beyond = after ? conditions.bind('AND t.event_id > ?::uuid', [after]) : '';
    const placed = placedOn(conditions, moment, reader, 't.type');
    // Two rows at most of each fact: what it said then, and what it says now.
    const most = conditions.bind('?', [2 * (limit + 1)]);
    const records: (VersionRecord & { known_then: boolean })[] = await this.source.query(
      `SELECT ${SELECTED}, (${placed})::text AS placed, (${then}) AS known_then FROM rm.timeline t
       WHERE ${conditions.where} AND (${then}) <> (${now}) ${beyond} ORDER BY t.event_id, t.recorded_from LIMIT ${most}`,
      conditions.values,
    );
    const decided = await this.decided(kind, id, moment, reader);
    const facts = [...grouped(records, ({ event_id: eventId }) => eventId)];
    const differences = facts.slice(0, limit).map(([eventId, rows]) => {
      const told = (row: VersionRecord | undefined) => (row ? decided.about(rowOf(row, moment), []) : null);
      return {
        before: told(rows.find(({ known_then: known }) => known)),
        after: told(rows.find(({ known_then: known }) => !known)),
        acts: decided.between(eventId, since, until),
      };
    });
    return { differences, next: facts.length > limit ? facts[limit - 1]![0] : null };
  }

  private async decided(kind: string, id: string, moment: Moment, reader: Reader): Promise<Decided> {
    const everything = versionsOf(kind, id, moment, { seesAll: true }).add('t.type = ANY(?::text[])', ABOUT_FACTS);
    const told = toldTo(everything, moment, reader);
    return new Decided(await this.versions(everything, moment, reader, told));
  }

  /** With what each said before, which may be on another page. */
  private async told(
    records: readonly VersionRecord[],
    decided: Decided,
    kind: string,
    id: string,
    moment: Moment,
    reader: Reader,
  ): Promise<readonly Version[]> {
    const corrected = new Set(decided.corrected);
    const ids = [...new Set(records.map(({ event_id: eventId }) => eventId).filter((eventId) => corrected.has(eventId)))];
    const others =
      ids.length === 0
        ? []
        : await this.versions(versionsOf(kind, id, moment, reader).add('t.event_id = ANY(?::uuid[])', ids), moment, reader);
    const byFact = grouped(others, ({ eventId }) => eventId);
    return records.map((record) => decided.about(rowOf(record, moment), byFact.get(record.event_id) ?? []));
  }

  private async versions(conditions: Conditions, moment: Moment, reader: Reader, told = 'true'): Promise<VersionRow[]> {
    const placed = placedOn(conditions, moment, reader, 't.type');
    const records: VersionRecord[] = await this.source.query(
      `SELECT ${SELECTED}, (${placed})::text AS placed, (${told}) AS told FROM rm.timeline t WHERE ${conditions.where} ORDER BY t.recorded_from, t.revision`,
      conditions.values,
    );
    return records.map((record) => rowOf(record, moment));
  }
}

const SELECTED = `${COLUMNS}, NULL AS subject_name, false AS disputed, to_char(t.visible_from, ${UTC}) AS visible_from, t.revealed_by`;

const knownBy = ({ basis, asOf }: Moment): string | null => (basis === 'recorded' ? asOf : null);

/** Versions of the facts of a subject that this reader may know by the moment, ended ones included. */
function versionsOf(kind: string, id: string, moment: Moment, reader: Reader): Conditions {
  const conditions = new Conditions().add('t.kind = ? AND t.subject_id = ?', kind, id);
  return conditions.add(toldTo(conditions, moment, reader));
}

/** What ended before everybody might know it, and what ended it, everybody never knew. */
function toldTo(conditions: Conditions, moment: Moment, { seesAll }: Reader): string {
  const by = knownBy(moment);
  if (seesAll) return conditions.bind('t.recorded_from <= coalesce(?::timestamptz, now())', [by]);
  return conditions.bind(
    `t.visible_from <= coalesce(?::timestamptz, now()) AND (t.recorded_to IS NULL OR t.recorded_to > t.visible_from)
     AND (t.visible_from = t.recorded_from OR t.type <> ALL(?::text[]))`,
    [by, ACTS],
  );
}

function asked(
  kind: string,
  id: string,
  { types, source, office, only, from, to }: HistoryFilter,
  moment: Moment,
  reader: Reader,
  decided: Decided,
  order: Order,
  after?: AfterVersion | null,
): { sql: string; conditions: Conditions } {
  const conditions = versionsOf(kind, id, moment, reader);
  if (types?.length) conditions.add('t.type = ANY(?::text[])', types);
  if (source) conditions.add('t.source_ids @> ARRAY[?]::text[]', source);
  if (office) conditions.add('t.recorded_by = ? OR t.on_behalf_of = ?', office, office);
  if (only?.length) {
    const [corrections, disputes] = [only.includes('corrections'), only.includes('disputes')];
    const sorts = ABOUT_FACTS.filter((type) => ((ACTS as readonly string[]).includes(type) ? corrections : disputes));
    const facts = [...(corrections ? decided.corrected : []), ...(disputes ? decided.disputed : [])];
    conditions.add('t.type = ANY(?::text[]) OR t.event_id = ANY(?::uuid[])', sorts, facts);
  }
  const outer = new Outer(conditions);
  const placed = placedOn(conditions, moment, reader, 't.type');
  if (moment.at) outer.add('placed <= ?::text', moment.at);
  if (from) outer.add('placed >= ?::text', from);
  if (to) outer.add('placed <= ?::text', to);
  const beyond = order === 'asc' ? '>' : '<';
  if (after) outer.add(`(${KEYS.join(', ')}) ${beyond} (?::text, ?::int, ?::uuid)`, after.recordedAt, after.revision, after.eventId);
  const ordered = KEYS.map((key) => `${key} ${order}`).join(', ');
  const sql = `SELECT * FROM (SELECT ${SELECTED}, (${placed})::text AS placed FROM rm.timeline t WHERE ${conditions.where}) q WHERE ${outer.where} ORDER BY ${ordered}`;
  return { sql, conditions };
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** What was not yet known to be corrected at that time stands as it stood. */
function rowOf(record: VersionRecord, moment: Moment): VersionRow {
  const by = knownBy(moment);
  const ended = record.recorded_until !== null && (by === null || record.recorded_until <= by);
  return {
    ...entryOf({ ...record, recorded_until: ended ? record.recorded_until : null }, communeName),
    visibleFrom: record.visible_from,
    isTold: record.told ?? true,
    revealedBy: record.revealed_by,
  };
}
