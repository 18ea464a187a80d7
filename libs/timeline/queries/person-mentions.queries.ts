import type { ReadModels } from '@app/projecting';

/** Where events that speak of a person are read. */
export interface Mention {
  readonly eventId: string;
  readonly streamId: string;
  readonly revision: number;
}

/** Finds what speaks of a person, whatever was corrected or withdrawn since. For those who protect data: it knows no secrets. */
export class PersonMentionQueries {
  constructor(private readonly source: ReadModels) {}

  /** In the order in which they were recorded. */
  async of(personId: string): Promise<readonly Mention[]> {
    return this.source.query<Mention[]>(
      `SELECT m.event_id AS "eventId", m.stream_id AS "streamId", min(t.revision) AS revision
       FROM rm.person_mention m JOIN rm.timeline t ON t.event_id = m.event_id AND t.stream_id = m.stream_id
       WHERE m.person_id = $1 GROUP BY m.event_id, m.stream_id ORDER BY min(m.recorded_from), min(t.revision)`,
      [personId],
    );
  }

  /** How many events speak of each person. */
  async counted(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.source.query<{ person: string; events: string }[]>(
      `SELECT person_id AS person, count(DISTINCT event_id) AS events FROM rm.person_mention GROUP BY person_id`,
    );
    return new Map(rows.map(({ person, events }) => [person, Number(events)]));
  }
}
