import { Conditions, knownTo, NOW, type Moment, type Reader, type ReadModels } from '@app/projecting';

export interface PublishedSource {
  readonly id: string;
  readonly title: string;
  readonly sourceKind: string | null;
  readonly publisher: string | null;
  readonly subject: string | null;
  readonly url: string | null;
  readonly published: { readonly edtf: string; readonly earliest: string | null; readonly latest: string | null } | null;
}

/** Looks documents up by their identifiers, to cite them by title and date. */
export class SourceQueries {
  constructor(private readonly source: ReadModels) {}

  /** As known at the moment: a title corrected since reads as it did. */
  async byIds(ids: readonly string[], reader: Reader, moment: Moment = NOW): Promise<ReadonlyMap<string, PublishedSource>> {
    if (ids.length === 0) return new Map();
    const conditions = knownTo(
      new Conditions(),
      { ...moment, basis: 'recorded', asOf: moment.basis === 'recorded' ? moment.asOf : null },
      reader,
    ).add('t.document_id = ANY(?::text[])', [...new Set(ids)]);
    const rows = await this.source.query(
      `SELECT t.document_id, t.title, t.source_kind, t.publisher, t.subject, t.url, t.published_edtf, t.earliest::text, t.latest::text FROM rm.publication t WHERE ${conditions.where}`,
      conditions.values,
    );
    return new Map(rows.map((row: Row) => [row.document_id, sourceOf(row)]));
  }
}

interface Row {
  document_id: string;
  title: string;
  source_kind: string | null;
  publisher: string | null;
  subject: string | null;
  url: string | null;
  published_edtf: string | null;
  earliest: string | null;
  latest: string | null;
}

function sourceOf(row: Row): PublishedSource {
  return {
    id: row.document_id,
    title: row.title,
    sourceKind: row.source_kind,
    publisher: row.publisher,
    subject: row.subject,
    url: row.url,
    published: row.published_edtf === null ? null : { edtf: row.published_edtf, earliest: row.earliest, latest: row.latest },
  };
}
