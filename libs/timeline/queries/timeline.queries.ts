import { COLUMNS, entryOf, UTC, type Entry, type EntryRecord } from './entry.js';
import { alsoKnown, Conditions, knownTo, placedOn, readInBatches, type Moment, type Reader, type ReadModels } from '@app/projecting';
import { Outer } from './outer.js';
import { communeName, isSmall, scopeOf, within } from './scope.js';
import { newsSql, standing } from './news.sql.js';
import { isDisputed, walkSql } from './walk.sql.js';

export interface TimelineFilter {
  readonly kind?: readonly string[];
  readonly subjectId?: string;
  /** What happened to a subject: its own facts, and those of others that name it (an aid to a project, a training for it). */
  readonly about?: { readonly kind: string; readonly id: string };
  readonly territory?: string;
  readonly commune?: string;
  readonly types?: readonly string[];
  readonly theme?: string;
  readonly status?: string;
  readonly source?: string;
  /** Words looked for in the name of the subject and in the payload. */
  readonly q?: string;
  /** Calendar days, inclusive, of where facts are placed. */
  readonly from?: string;
  readonly to?: string;
  readonly disputed?: boolean;
}

/** Where a page goes on: after this fact, in the page's own order. */
export interface After {
  readonly placed: string | null;
  readonly latest: string | null;
  readonly recordedAt: string;
  readonly eventId: string;
}

export interface TimelinePage {
  readonly entries: readonly Entry[];
  readonly next: After | null;
}

/** A fact, and since when this reader has known it as it stands. */
export interface News {
  readonly entry: Entry;
  readonly since: string;
}

/** Where older news go on. */
export interface OlderThan {
  readonly since: string;
  readonly eventId: string;
}

const NOT_TOLD = ['FactCorrected', 'FactRetracted'];

// Days as text sort as days; "~" comes after every digit, so that undated and open dates come last.
const ORDER = [`coalesce(placed, '~') COLLATE "C"`, `coalesce(latest, '~') COLLATE "C"`, 'recorded_at COLLATE "C"', 'event_id'];

/** Reads the timeline: pages of facts, the whole history of a subject, one subject's facts in the order they happened. */
export class TimelineQueries {
  constructor(private readonly source: ReadModels) {}

  /** Facts known and true at a moment, oldest first or last, page by page. An unknown territory has no facts. */
  async page(
    filter: TimelineFilter,
    moment: Moment,
    reader: Reader,
    { limit = 50, order = 'asc', after }: { limit?: number; order?: 'asc' | 'desc'; after?: After | null },
  ): Promise<TimelinePage> {
    const asked = await this.asked(filter, moment, reader);
    if (!asked) return { entries: [], next: null };
    const records = asked.isFew
      ? await this.sorted(asked, filter, moment, reader, { limit: limit + 1, order, after })
      : await this.walked(asked, filter, moment, reader, { limit: limit + 1, order, after });
    const entries = records.slice(0, limit).map((record) => entryOf(record, communeName));
    const last = records.length > limit ? entries.at(-1) : undefined;
    return {
      entries,
      next: last
        ? { placed: last.placed, latest: last.occurred?.latest ?? null, recordedAt: last.recordedAt, eventId: last.eventId }
        : null,
    };
  }

  /** Of facts that are not many, found by an index: all of them, put in order. */
  private sorted(
    { conditions }: Asked,
    filter: TimelineFilter,
    moment: Moment,
    reader: Reader,
    { limit, order, after }: Lines,
  ): Promise<EntryRecord[]> {
    const outer = outerOf(conditions, filter, moment);
    const beyond = order === 'asc' ? '>' : '<';
    if (after) {
      outer.add(
        `(${ORDER.join(', ')}) ${beyond} (coalesce(?::text, '~'), coalesce(?::text, '~'), ?::text, ?::uuid)`,
        after.placed,
        after.latest,
        after.recordedAt,
        after.eventId,
      );
    }
    return this.read(conditions, outer, reader, moment, inOrder(order), limit);
  }

  /** Of any number of facts: those of the page, and no more. */
  private walked({ conditions }: Asked, filter: TimelineFilter, moment: Moment, reader: Reader, lines: Lines): Promise<EntryRecord[]> {
    const names = new Naming(conditions, moment, reader);
    if (filter.disputed !== undefined) conditions.add(`${names.disputed} = ?`, filter.disputed);
    const { limit, order, after = null } = lines;
    const days = { from: filter.from, to: filter.to, at: moment.at };
    const walk = walkSql({ conditions, moment, reader, days, order, after, limit });
    const keys = ['t.stands', 't.latest', 't.recorded_from', 't.event_id'].map((key) => `${key} ${order}`).join(', ');
    return this.source.query(
      `SELECT ${COLUMNS}, t.stands::text AS placed, ${names.sql} AS subject_name, ${names.disputed} AS disputed FROM (${walk}) t
       ORDER BY ${keys} LIMIT ${conditions.bind('?', [limit])}`,
      conditions.values,
    );
  }

  /** Facts known and true at a moment, the last learnt or corrected first, page by page. */
  async news(
    filter: TimelineFilter,
    moment: Moment,
    reader: Reader,
    { limit, after }: { limit: number; after?: OlderThan | null },
  ): Promise<{ news: readonly News[]; next: OlderThan | null }> {
    const asked = await this.asked(filter, moment, reader);
    if (!asked) return { news: [], next: null };
    const { conditions, isFew } = asked;
    const names = new Naming(conditions, moment, reader);
    standing(conditions, filter, moment, reader);
    if (filter.disputed !== undefined) conditions.add(`${names.disputed} = ?`, filter.disputed);
    const found = newsSql({ conditions, moment, reader, isFew, after: after ?? null, limit: limit + 1 });
    const records: KnownRecord[] = await this.source.query(
      `SELECT ${COLUMNS}, (${placedOn(conditions, moment, reader, 't.type')})::text AS placed, ${names.sql} AS subject_name, ${names.disputed} AS disputed,
         to_char(t.since, ${UTC}) AS known_since FROM (${found}) t ORDER BY t.since DESC, t.place DESC`,
      conditions.values,
    );
    const news = records.slice(0, limit).map((record) => ({ entry: entryOf(record, communeName), since: record.known_since }));
    const last = records.length > limit ? news.at(-1) : undefined;
    return { news, next: last ? { since: last.since, eventId: last.entry.eventId } : null };
  }

  /**
   * Every fact known and true at a moment, some at a time, all of one moment: for files.
   * @throws {TooManyRows} before the first, when there are more than `most`
   */
  async *all(
    filter: TimelineFilter,
    moment: Moment,
    reader: Reader,
    { order = 'asc', most }: { order?: 'asc' | 'desc'; most: number },
  ): AsyncGenerator<readonly Entry[]> {
    const asked = await this.asked(filter, moment, reader);
    if (!asked) return;
    const { conditions } = asked;
    const outer = outerOf(conditions, filter, moment);
    const sql = statement(conditions, outer, reader, moment, inOrder(order));
    for await (const records of readInBatches<EntryRecord>(this.source, sql, conditions.values, most))
      yield records.map((record) => entryOf(record, communeName));
  }

  /** When what this reader may read last changed: an instant, UTC; null when there is nothing. */
  async lastChange({ asOf }: Moment, { seesAll }: Reader): Promise<string | null> {
    const seen = seesAll ? 't.recorded_from' : 't.visible_from';
    // What was withdrawn before it could be seen was never seen to change.
    const [found]: { last: string | null }[] = await this.source.query(
      `SELECT to_char(max(greatest(${seen}, CASE WHEN t.recorded_to <= b.by THEN t.recorded_to END)), ${UTC}) AS last
       FROM rm.timeline t, (SELECT coalesce($1::timestamptz, now()) AS by) b
       WHERE ${seen} <= b.by AND (t.recorded_to IS NULL OR t.recorded_to > ${seen})`,
      [asOf],
    );
    return found!.last;
  }

  /** What happened to one subject at a moment, in order, with what others' facts say of it; nothing when it has no fact of its own. */
  async facts(kind: string, subjectId: string, moment: Moment, reader: Reader): Promise<readonly Entry[]> {
    const { entries } = await this.page({ about: { kind, id: subjectId } }, moment, reader, { limit: 10_000 });
    // Others may name what this reader may not see, or what does not exist: without a fact of its own there is no subject.
    return entries.some((entry) => entry.kind === kind && entry.subjectId === subjectId) ? entries : [];
  }

  /** Where the store has an event that this reader may read, versions that were corrected since included; unknown and secret answer alike. */
  async whereabouts(eventId: string, { seesAll }: Reader): Promise<{ streamId: string; revision: number } | undefined> {
    const seen = seesAll ? 't.recorded_from' : 't.visible_from';
    const [found] = await this.source.query<{ streamId: string; revision: number }[]>(
      `SELECT t.stream_id AS "streamId", t.revision FROM rm.timeline t
       WHERE t.event_id = $1 AND ${seen} <= now() AND (t.recorded_to IS NULL OR t.recorded_to > ${seen}) LIMIT 1`,
      [eventId],
    );
    return found;
  }

  /** The conditions of a list of facts, without those on where they stand; undefined when no fact can be in it. */
  private async asked(filter: TimelineFilter, moment: Moment, reader: Reader): Promise<Asked | undefined> {
    const conditions = knownTo(new Conditions(), moment, reader, true).add('t.type <> ALL(?)', NOT_TOLD);
    const scope = filter.territory ? await scopeOf(this.source, filter.territory, moment, reader) : undefined;
    if (filter.territory && !scope) return undefined;
    if (scope) within(conditions, scope, moment, reader);
    filtered(conditions, filter, moment, reader);
    const { subjectId, about, commune, source } = filter;
    return { conditions, isFew: Boolean(subjectId ?? about ?? commune ?? source) || (scope !== undefined && isSmall(scope)) };
  }

  private read(conditions: Conditions, outer: Outer, reader: Reader, moment: Moment, order: string, limit: number): Promise<EntryRecord[]> {
    const sql = statement(conditions, outer, reader, moment, order);
    return this.source.query(`${sql} LIMIT ${conditions.bind('?', [limit])}`, conditions.values);
  }
}

interface KnownRecord extends EntryRecord {
  readonly known_since: string;
}

interface Asked {
  readonly conditions: Conditions;
  /** They are found by an index, and are not so many that they could not be put in order. */
  readonly isFew: boolean;
}

interface Lines {
  readonly limit: number;
  readonly order: 'asc' | 'desc';
  readonly after?: After | null;
}

function filtered(conditions: Conditions, filter: TimelineFilter, moment: Moment, reader: Reader): void {
  if (filter.kind?.length) conditions.add('t.kind = ANY(?::text[])', filter.kind);
  if (filter.subjectId) conditions.add('t.subject_id = ?', filter.subjectId);
  if (filter.about) {
    const { kind, id } = filter.about;
    conditions.add('t.kind = ? AND t.subject_id = ? OR t.related @> ARRAY[?]::text[]', kind, id, `${kind}-${id}`);
  }
  if (filter.commune) conditions.add('t.commune_code = ?', filter.commune);
  if (filter.types?.length) conditions.add('t.type = ANY(?::text[])', filter.types);
  if (filter.theme) conditions.add('t.theme = ?', filter.theme);
  if (filter.status) conditions.add('t.status = ?', filter.status);
  if (filter.source)
    conditions.add(`t.source_ids @> ARRAY[?]::text[] OR (t.kind = 'source' AND t.subject_id = ?)`, filter.source, filter.source);
  for (const word of (filter.q ?? '').split(/\s+/).filter(Boolean).slice(0, 8)) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    const known = alsoKnown(conditions, 'n', moment, reader);
    conditions.add(
      `t.data ILIKE ? OR EXISTS (SELECT 1 FROM rm.timeline n WHERE n.stream_id = t.stream_id AND n.name ILIKE ? AND ${known})`,
      pattern,
      pattern,
    );
  }
}

/** Conditions on where facts stand, and whether they are disputed. */
function outerOf(conditions: Conditions, { from, to, disputed }: TimelineFilter, { at }: Moment): Outer {
  const outer = new Outer(conditions);
  if (at) outer.add('placed <= ?::text', at);
  if (from) outer.add('placed >= ?::text', from);
  if (to) outer.add('placed <= ?::text', to);
  if (disputed !== undefined) outer.add('disputed = ?', disputed);
  return outer;
}

const inOrder = (order: 'asc' | 'desc'): string => ORDER.map((key) => `${key} ${order}`).join(', ');

function statement(conditions: Conditions, outer: Outer, reader: Reader, moment: Moment, order: string): string {
  const names = new Naming(conditions, moment, reader);
  return `SELECT * FROM (
     SELECT ${COLUMNS}, (${placedOn(conditions, moment, reader, 't.type')})::text AS placed, ${names.sql} AS subject_name, ${names.disputed} AS disputed
       FROM rm.timeline t WHERE ${conditions.where}
   ) q WHERE ${outer.where} ORDER BY ${order}`;
}

/** The subject's name and whether a fact is disputed, as this reader knows them at this moment. */
class Naming {
  readonly sql: string;
  readonly disputed: string;

  constructor(conditions: Conditions, moment: Moment, reader: Reader) {
    this.sql = `(SELECT n.name FROM rm.timeline n WHERE n.kind = t.kind AND n.subject_id = t.subject_id AND n.name IS NOT NULL
      AND ${alsoKnown(conditions, 'n', moment, reader)} ORDER BY n.revision DESC LIMIT 1)`;
    this.disputed = isDisputed(conditions, moment, reader);
  }
}
