import { alsoKnown, type Conditions, type Moment, type Reader } from '@app/projecting';

/** What asking a cited address gave, in the words of the watch of links. `guarded`: somebody answers, and not to programs; it says nothing of the document. */
export const LINK_OUTCOMES = ['alive', 'guarded', 'failed'] as const;
export type LinkOutcome = (typeof LINK_OUTCOMES)[number];

/** What is known of a cited address. It is no fact: it is as the address was last asked, whatever the moment of the read. */
export interface Link {
  readonly url: string;
  readonly checkedAt: Date;
  readonly outcome: LinkOutcome;
  /** HTTP status of the last answer; null when there was none. */
  readonly status: number | null;
  /** What was in the way, when it failed without an answer: `ENOTFOUND`, `TIMEOUT`… */
  readonly fault: string | null;
  /** Since when it has failed each time; null when it did not the last time. */
  readonly firstFailedAt: Date | null;
}

export interface LinkRecord {
  readonly link_url: string;
  readonly link_checked_at: Date;
  readonly link_outcome: LinkOutcome;
  readonly link_status: number | null;
  readonly link_fault: string | null;
  readonly link_first_failed_at: Date | null;
}

/**
 * The documents (`subject_id`) whose address, as this reader knows it at this moment, gave an outcome the last time it was asked, and what is known
 * of it (`LinkRecord`). The table of addresses is the watch's own, and of no projection: whoever asks has made it.
 */
export function linkedSql(conditions: Conditions, outcome: LinkOutcome, moment: Moment, reader: Reader, after?: string | null): string {
  const beyond = after ? conditions.bind('p.document_id > ?', [after]) : 'true';
  return `SELECT p.document_id AS subject_id, a.url AS link_url, a.checked_at AS link_checked_at, a.outcome AS link_outcome, a.status AS link_status,
      a.fault AS link_fault, a.first_failed_at AS link_first_failed_at
    FROM rm.publication p JOIN links.address a ON a.url = p.url
    WHERE ${conditions.bind('a.outcome = ?', [outcome])} AND ${alsoKnown(conditions, 'p', moment, reader)} AND ${beyond}`;
}

export const linkOf = (record: LinkRecord): Link => ({
  url: record.link_url,
  checkedAt: record.link_checked_at,
  outcome: record.link_outcome,
  status: record.link_status,
  fault: record.link_fault,
  firstFailedAt: record.link_first_failed_at,
});
