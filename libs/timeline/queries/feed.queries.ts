import { subjectOf } from '@app/kernel';
import { Conditions, NOW, placeOf, type Reader, type ReadModels } from '@app/projecting';
import { COLUMNS, entryOf, UTC, type Entry, type EntryRecord } from './entry.js';
import { belonging, communeName, scopeOf } from './scope.js';

export interface FeedFilter {
  readonly types?: readonly string[];
  readonly kinds?: readonly string[];
  /** A subject: `site-bridgestone-bethune`. */
  readonly streamId?: string;
  /** As events were known to belong to it when they entered the feed. */
  readonly territory?: string;
  /** Instants, inclusive, of entering the feed. */
  readonly since?: string;
  readonly until?: string;
}

/** Where an event stands in a reader's feed. */
export interface FeedPlace {
  readonly eventId: string;
  /** When it entered (UTC, microseconds): when it was recorded or, for the public, when it became visible. */
  readonly since: string;
  /** The place in the log at which it entered: its own, or that of the event which lifted its secret. */
  readonly entered: string;
  readonly place: string;
}

export interface FeedEntry {
  readonly entry: Entry;
  readonly at: FeedPlace;
}

export interface FeedPage {
  readonly entries: readonly FeedEntry[];
  /** Changes whenever there may be more to read. */
  readonly seen: string;
}

/** An event that a cursor names is not in the log any more: an older backup of it was put back. */
export class FeedPlaceLost extends Error {
  constructor() {
    super('the event that the cursor names is no longer in the log');
    this.name = 'FeedPlaceLost';
  }
}

/**
 * The change feed: every event as it was recorded, corrections and retractions included, in the order in which a reader may learn of it. Nothing is
 * ever added before what was told.
 *
 * Who sees all reads the order of the log. For the public an event enters when it becomes visible: when it was recorded; at the event that lifts its
 * secret, just before it; or at the start of the day that does. The order is therefore (`since`, `entered`, `place`). Record times never decrease
 * along the log, so that the first two kinds only ever come at the end. A day comes by the clock: what it reveals is told once no event of before
 * that day can still be on its way.
 */
export class FeedQueries {
  constructor(private readonly source: ReadModels) {}

  /**
   * The events after a place, oldest first.
   * @param settled the instant (UTC) by which no write may still be recorded or projected, as far as that is known
   */
  async page(filter: FeedFilter, reader: Reader, after: FeedPlace | null, limit: number, settled: string | null): Promise<FeedPage> {
    const { until, seen } = await this.horizon();
    const asked = await this.asked(filter, reader, until, settled);
    return { entries: asked === undefined || until === null ? [] : await this.read(asked, after, 'asc', limit), seen };
  }

  /** The last event there is, whatever its type: from where on events are new. */
  async last(reader: Reader, settled: string | null): Promise<FeedPlace | null> {
    const { until } = await this.horizon();
    const asked = await this.asked({}, reader, until, settled);
    const [last] = until === null ? [] : await this.read(asked!, null, 'desc', 1);
    return last?.at ?? null;
  }

  /**
   * Where the event of a cursor stands now: elsewhere when the log was moved to another store.
   * @throws {FeedPlaceLost} when these read models do not hold it
   */
  async find({ eventId }: FeedPlace, reader: Reader): Promise<FeedPlace> {
    // It was told once: whatever holds others back now does not take it away.
    const asked = await this.asked({}, reader, '9'.repeat(40), 'infinity');
    asked!.conditions.add('t.event_id = ?', eventId);
    const [found] = await this.read(asked!, null, 'asc', 1);
    if (!found) throw new FeedPlaceLost();
    return found.at;
  }

  /** What changes when there is more to read. */
  async seen(): Promise<string> {
    return (await this.horizon()).seen;
  }

  /** How far the log can be told: as far as the timeline holds it, and up to the first event that it could not take in. */
  private async horizon(): Promise<{ readonly until: string | null; readonly seen: string }> {
    const live: { position: string | null; parked: (string | null)[] }[] = await this.source.query(
      `SELECT p.position, ARRAY(SELECT k.position FROM rm.parked k WHERE k.projection = p.name AND k.generation = p.generation) AS parked
       FROM rm.projection p WHERE p.status = 'live' AND p.name = 'timeline'`,
    );
    const position = live[0]?.position ?? null;
    const held = position === null ? null : placeOf(position);
    const missing = live.flatMap(({ parked }) => parked).flatMap((position) => (position === null ? [] : [before(placeOf(position))]));
    return { until: held === null ? null : [held, ...missing].sort()[0]!, seen: JSON.stringify([held, missing]) };
  }

  private async asked(
    { types, kinds, streamId, territory, since, until: before }: FeedFilter,
    { seesAll }: Reader,
    until: string | null,
    settled: string | null,
  ): Promise<Asked | undefined> {
    const entering = seesAll ? 't.recorded_from' : 't.visible_from';
    const conditions = new Conditions().add('t.recorded_from = t.first_recorded').add('t.place <= ?', until);
    if (!seesAll) conditions.add('t.visible_from <= now()');
    if (types?.length) conditions.add('t.type = ANY(?::text[])', types);
    if (kinds?.length) conditions.add('t.kind = ANY(?::text[])', kinds);
    if (streamId) {
      // By kind and identifier, as the timeline is indexed.
      const { kind, id } = subjectOf(streamId);
      conditions.add('t.kind = ? AND t.subject_id = ?', kind, id);
    }
    if (since) conditions.add(`${entering} >= ?::timestamptz`, since);
    if (before) conditions.add(`${entering} <= ?::timestamptz`, before);
    if (territory) {
      const scope = await scopeOf(this.source, territory, NOW, { seesAll });
      if (!scope) return undefined;
      const from = seesAll ? 'n.recorded_from' : 'n.visible_from';
      const known = `${from} <= ${entering} AND (n.recorded_to IS NULL OR n.recorded_to > ${entering})`;
      if (!scope.everywhere) conditions.add(belonging(conditions, scope, known));
    }
    return { conditions, seesAll, until, settled };
  }

  private async read(asked: Asked, after: FeedPlace | null, order: 'asc' | 'desc', limit: number): Promise<FeedEntry[]> {
    const records: FeedRecord[] = await this.source.query(
      asked.seesAll ? inTheLog(asked, after, order, limit) : asItBecameVisible(asked, after, order, limit),
      asked.conditions.values,
    );
    return records.map((record) => ({
      entry: entryOf(record, communeName),
      at: { eventId: record.event_id, since: record.feed_since, entered: record.feed_entered, place: record.feed_place },
    }));
  }
}

interface Asked {
  readonly conditions: Conditions;
  readonly seesAll: boolean;
  /** The last place to be told, and the instant by which all is settled. */
  readonly until: string | null;
  readonly settled: string | null;
}

interface FeedRecord extends EntryRecord {
  readonly feed_since: string;
  readonly feed_entered: string;
  readonly feed_place: string;
}

const SAID = `${COLUMNS}, t.placed::text AS placed, NULL AS subject_name, false AS disputed`;

function inTheLog({ conditions }: Asked, after: FeedPlace | null, order: string, limit: number): string {
  if (after) conditions.add('t.place > ?', after.place);
  return `SELECT ${SAID}, to_char(t.recorded_from, ${UTC}) AS feed_since, t.place AS feed_entered, t.place AS feed_place
    FROM rm.timeline t WHERE ${conditions.where} ORDER BY t.place ${order} LIMIT ${conditions.bind('?', [limit])}`;
}

/**
 * Two readings side by side, each in the feed's order: what no event reveals, straight from an index, and the few that one does, whose place of
 * entering is looked for.
 */
function asItBecameVisible({ conditions, ...asked }: Asked, after: FeedPlace | null, order: string, limit: number): string {
  const until = conditions.bind('?', [asked.until]);
  const settled = conditions.bind('?::timestamptz', [asked.settled]);
  const most = conditions.bind('?', [limit]);
  if (after) conditions.add('t.visible_from >= ?::timestamptz', after.since);
  // The last event that the public has seen recorded: all that was recorded before it is held too.
  const last = `(SELECT s.visible_from FROM rm.timeline s WHERE s.visible_from = s.recorded_from AND s.recorded_from = s.first_recorded AND s.place <= ${until}
    ORDER BY s.visible_from DESC LIMIT 1)`;
  const dayHasCome = `t.visible_from = t.recorded_from OR t.visible_from <= ${settled} OR t.visible_from <= ${last}`;
  const part = (entered: string, more: string, joined = '') => {
    const key = `(t.visible_from, ${entered}, t.place)`;
    const beyond = after ? conditions.bind(`${key} > (?::timestamptz, ?, ?)`, [after.since, after.entered, after.place]) : 'true';
    return `(SELECT ${SAID}, t.visible_from, ${entered} AS feed_entered, t.place AS feed_place FROM rm.timeline t ${joined}
      WHERE ${conditions.where} AND ${more} AND ${beyond} ORDER BY t.visible_from ${order}, ${entered} ${order}, t.place ${order} LIMIT ${most})`;
  };
  const reveals = `LEFT JOIN LATERAL (SELECT min(e.place) AS place FROM rm.timeline e WHERE e.kind = t.kind AND e.subject_id = t.subject_id AND e.type = t.revealed_by
    AND e.first_recorded = t.visible_from AND e.recorded_from = e.first_recorded AND e.place > t.place) r ON t.visible_from > t.recorded_from`;
  const entered = 'coalesce(r.place, t.place)';
  return `SELECT *, to_char(visible_from, ${UTC}) AS feed_since FROM (
    ${part('t.place', `t.revealed_by IS NULL AND (${dayHasCome})`)} UNION ALL
    ${part(entered, `t.revealed_by IS NOT NULL AND ${entered} <= ${until} AND (r.place IS NOT NULL OR ${dayHasCome})`, reveals)}
  ) q ORDER BY visible_from ${order}, feed_entered ${order}, feed_place ${order} LIMIT ${most}`;
}

/** The greatest text before a place. */
const before = (place: string): string => `${String(BigInt(place) - 1n).padStart(place.length, '0')}`;
