import { subjectOf } from '@app/kernel';
import { Conditions, knownTo, type Moment, type Reader, type ReadModels } from '@app/projecting';

/** What subjects are called, by their streams: `site-bridgestone-bethune`. */
export class NameQueries {
  constructor(private readonly source: ReadModels) {}

  /** The last name known at the moment; nothing of a subject that this reader does not know. */
  async byStreams(streams: readonly string[], reader: Reader, moment: Moment): Promise<ReadonlyMap<string, string>> {
    if (streams.length === 0) return new Map();
    const when = { ...moment, basis: 'recorded', asOf: moment.basis === 'recorded' ? moment.asOf : null } as const;
    const conditions = knownTo(new Conditions(), when, reader).add('t.name IS NOT NULL');
    const subjects = streams.map(subjectOf);
    conditions.add(
      '(t.kind, t.subject_id) IN (SELECT * FROM unnest(?::text[], ?::text[]))',
      subjects.map(({ kind }) => kind),
      subjects.map(({ id }) => id),
    );
    const rows: { stream: string; name: string }[] = await this.source.query(
      `SELECT DISTINCT ON (t.kind, t.subject_id) t.kind || '-' || t.subject_id AS stream, t.name FROM rm.timeline t WHERE ${conditions.where}
       ORDER BY t.kind, t.subject_id, t.revision DESC`,
      conditions.values,
    );
    return new Map(rows.map(({ stream, name }) => [stream, name]));
  }
}
