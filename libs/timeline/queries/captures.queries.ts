import { alsoKnown, Conditions, knownTo, type Moment, type Reader, type ReadModels } from '@app/projecting';

export interface Capture {
  readonly eventId: string;
  readonly documentId: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
  readonly title: string | null;
  readonly licence: string | null;
  readonly redistribution: 'allowed' | 'forbidden';
  /** Where it was taken: its own address, else the document's. */
  readonly address: string | null;
  readonly captured: { readonly edtf: string; readonly earliest: string | null; readonly latest: string | null } | null;
  readonly recordedAt: string;
  /** What the reader knows of its end. */
  readonly destroyed: { readonly at: string; readonly reason: string | null; readonly legalBasis: string } | null;
  /** Whether its bytes are to be in the locker now, whatever the reader knows. */
  readonly held: boolean;
}

/** Copies of documents: what is known of them, and which bytes the locker owes. */
export class CaptureQueries {
  constructor(private readonly source: ReadModels) {}

  /** The copies of a document, in the order in which they came. */
  async of(documentId: string, reader: Reader, moment: Moment): Promise<readonly Capture[]> {
    // A copy is no fact of the world that a source has published: what is known of it is what was recorded.
    const then: Moment = { ...moment, basis: 'recorded', asOf: moment.basis === 'recorded' ? moment.asOf : null };
    const conditions = new Conditions();
    const ended = alsoKnown(conditions, 'e', then, reader);
    const url = alsoKnown(conditions, 'p', then, reader);
    knownTo(conditions, then, reader).add('t.document_id = ?', documentId);
    const rows = await this.source.query(
      `SELECT t.event_id, t.document_id, t.sha256, t.bytes, t.media_type, t.title, t.licence, t.redistribution,
         coalesce(t.address, (SELECT p.url FROM rm.publication p WHERE p.document_id = t.document_id AND ${url} LIMIT 1)) AS address,
         t.captured_edtf, t.earliest::text, t.latest::text, ${UTC('t.recorded_from')} AS recorded_at,
         e.at AS destroyed_at, e.reason, e.legal_basis, ${HELD} AS held
       FROM rm.capture t LEFT JOIN LATERAL (
         SELECT ${UTC('e.recorded_from')} AS at, e.reason, e.legal_basis FROM rm.capture_end e
         WHERE e.document_id = t.document_id AND e.sha256 = t.sha256 AND ${ended} ORDER BY e.recorded_from LIMIT 1
       ) e ON true
       WHERE ${conditions.where} ORDER BY t.recorded_from, t.event_id`,
      conditions.values,
    );
    return rows.map(captureOf);
  }

  /** Whether bytes with this hash are owed to some document, whoever may know of it. */
  async isOwed(sha256: string): Promise<boolean> {
    const rows = await this.source.query(`SELECT 1 FROM rm.capture t WHERE t.sha256 = $1 AND ${HELD} LIMIT 1`, [sha256]);
    return rows.length > 0;
  }

  /** All that the locker owes, in the order of the hashes, with the documents that they are copies of. */
  async owed(): Promise<readonly { readonly sha256: string; readonly bytes: number; readonly documents: readonly string[] }[]> {
    return this.source.query(
      `SELECT t.sha256, max(t.bytes)::int AS bytes, array_agg(DISTINCT t.document_id ORDER BY t.document_id) AS documents
       FROM rm.capture t WHERE ${HELD} GROUP BY t.sha256 ORDER BY t.sha256 COLLATE "C"`,
    );
  }

  /** Copies that are owed, and their bytes in all, each counted once. */
  async count(): Promise<{ readonly documents: number; readonly bytes: number }> {
    const [counted] = await this.source.query(
      `SELECT count(*)::int AS documents, coalesce(sum(bytes), 0)::float8 AS bytes FROM (SELECT DISTINCT t.sha256, t.bytes FROM rm.capture t WHERE ${HELD}) t`,
    );
    return counted;
  }
}

// A copy whose record was retracted was still taken: its bytes are owed until an event says why they are destroyed.
const HELD = 'NOT EXISTS (SELECT 1 FROM rm.capture_end h WHERE h.document_id = t.document_id AND h.sha256 = t.sha256)';
const UTC = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

interface Row {
  event_id: string;
  document_id: string;
  sha256: string;
  bytes: number;
  media_type: string;
  title: string | null;
  licence: string | null;
  redistribution: Capture['redistribution'];
  address: string | null;
  captured_edtf: string | null;
  earliest: string | null;
  latest: string | null;
  recorded_at: string;
  destroyed_at: string | null;
  reason: string | null;
  legal_basis: string | null;
  held: boolean;
}

const captureOf = (row: Row): Capture => ({
  eventId: row.event_id,
  documentId: row.document_id,
  sha256: row.sha256,
  bytes: row.bytes,
  mediaType: row.media_type,
  title: row.title,
  licence: row.licence,
  redistribution: row.redistribution,
  address: row.address,
  captured: row.captured_edtf === null ? null : { edtf: row.captured_edtf, earliest: row.earliest, latest: row.latest },
  recordedAt: row.recorded_at,
  destroyed: row.destroyed_at === null ? null : { at: row.destroyed_at, reason: row.reason, legalBasis: row.legal_basis! },
  held: row.held,
});
