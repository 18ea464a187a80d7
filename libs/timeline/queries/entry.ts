import type { Citation } from '@app/kernel';

/** A fact as the timeline tells it. Dates are calendar days; `recordedAt` is UTC with microseconds. */
export interface Entry {
  readonly eventId: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly subjectName: string | null;
  readonly revision: number;
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly status: string | null;
  readonly communeCode: string | null;
  readonly communeName: string | null;
  readonly territoryIds: readonly string[];
  readonly theme: string | null;
  readonly related: readonly string[];
  readonly occurred: {
    readonly edtf: string;
    readonly earliest: string | null;
    readonly latest: string | null;
    readonly raw?: string;
  } | null;
  /** The day it stands at, and whether that is its own date or its source's publication. */
  readonly placed: string | null;
  readonly placedBy: 'occurred' | 'publication';
  readonly citations: readonly Citation[];
  readonly reason: string | null;
  readonly exception: { readonly rule: string; readonly reason: string } | null;
  readonly visibility: string;
  readonly recordedAt: string;
  readonly recordedTo: string | null;
  readonly recordedBy: string;
  readonly onBehalfOf: string | null;
  readonly correctedBy: string | null;
  readonly disputed: boolean;
}

export interface EntryRecord {
  readonly event_id: string;
  readonly kind: string;
  readonly subject_id: string;
  readonly subject_name: string | null;
  readonly revision: number;
  readonly type: string;
  readonly data: string;
  readonly status: string | null;
  readonly commune_code: string | null;
  readonly territory_ids: string[];
  readonly theme: string | null;
  readonly related: string[];
  readonly occurred_edtf: string | null;
  readonly occurred_raw: string | null;
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly placed: string | null;
  readonly own_date: boolean;
  readonly citations: string;
  readonly reason: string | null;
  readonly exception_rule: string | null;
  readonly exception_reason: string | null;
  readonly visibility: string;
  readonly recorded_at: string;
  readonly recorded_until: string | null;
  readonly recorded_by: string;
  readonly on_behalf_of: string | null;
  readonly corrected_by: string | null;
  readonly disputed: boolean;
}

/** How PostgreSQL writes an instant as we do. */
export const UTC = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;

/** Whether the public cannot see a row of the timeline (alias `t`) now: who reads one is written down (access trail). */
export const HIDDEN = '(t.visible_from IS NULL OR t.visible_from > now())';

/** What is read of a row of the timeline (alias `t`), beside what its place there is computed from. */
export const COLUMNS = `t.event_id, t.kind, t.subject_id, t.revision, t.type, t.data, t.status, t.commune_code, t.territory_ids, t.theme, t.related,
  t.occurred_edtf, t.occurred_raw, t.earliest::text, t.latest::text, t.placed IS NOT NULL AS own_date, t.citations, t.reason, t.exception_rule,
  t.exception_reason, t.visibility, to_char(t.recorded_from, ${UTC}) AS recorded_at, to_char(t.recorded_to, ${UTC}) AS recorded_until, t.recorded_by,
  t.on_behalf_of, t.corrected_by, ${HIDDEN} AS hidden`;

export function entryOf(record: EntryRecord, communeName: (code: string | null) => string | null): Entry {
  const { occurred_edtf: edtf, occurred_raw: raw, earliest, latest } = record;
  return {
    eventId: record.event_id,
    kind: record.kind,
    subjectId: record.subject_id,
    subjectName: record.subject_name,
    revision: record.revision,
    type: record.type,
    data: JSON.parse(record.data) as Record<string, unknown>,
    status: record.status,
    communeCode: record.commune_code,
    communeName: communeName(record.commune_code),
    territoryIds: record.territory_ids,
    theme: record.theme,
    related: record.related,
    occurred: edtf === null ? null : { edtf, earliest, latest, ...(raw === null ? {} : { raw }) },
    placed: record.placed,
    placedBy: record.own_date ? 'occurred' : 'publication',
    citations: JSON.parse(record.citations) as Citation[],
    reason: record.reason,
    exception: record.exception_rule === null ? null : { rule: record.exception_rule, reason: record.exception_reason ?? '' },
    visibility: record.visibility,
    recordedAt: record.recorded_at,
    recordedTo: record.recorded_until,
    recordedBy: record.recorded_by,
    onBehalfOf: record.on_behalf_of,
    correctedBy: record.corrected_by,
    disputed: record.disputed,
  };
}
