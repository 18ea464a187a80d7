import { Conditions, knownTo, NOW, type Reader, type ReadModels } from '@app/projecting';

/** When what a reader may read of a kind of subject last changed, and the days that it is about. */
export interface Coverage {
  /** An instant (UTC), never in the future. */
  readonly modified: string;
  /** Calendar days; null where no fact has a date. */
  readonly from: string | null;
  readonly to: string | null;
}

/** What there is to read, in sum: for a catalogue. */
export class CoverageQueries {
  constructor(private readonly source: ReadModels) {}

  /** By kind of subject, for those that this reader knows something of. */
  async byKind(reader: Reader): Promise<ReadonlyMap<string, Coverage>> {
    const seen = reader.seesAll ? 't.recorded_from' : 't.visible_from';
    const conditions = new Conditions();
    const known = knownTo(conditions, NOW, reader).where;
    // What was withdrawn before it could be seen was never seen to change.
    const rows: (Coverage & { kind: string })[] = await this.source.query(
      `SELECT t.kind, to_char(max(greatest(${seen}, CASE WHEN t.recorded_to <= now() THEN t.recorded_to END)), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS modified,
         min(t.placed) FILTER (WHERE ${known})::text AS from, max(coalesce(t.latest, t.placed)) FILTER (WHERE ${known})::text AS to
       FROM rm.timeline t WHERE ${seen} <= now() AND (t.recorded_to IS NULL OR t.recorded_to > ${seen}) GROUP BY t.kind ORDER BY t.kind`,
      conditions.values,
    );
    return new Map(rows.map(({ kind, ...coverage }) => [kind, coverage]));
  }
}
