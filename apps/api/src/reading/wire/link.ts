import type { Link, Words } from '@app/timeline';

/** What asking the document's own address gave the last time. */
export function linkOnWire({ url, checkedAt, outcome, status, fault, firstFailedAt }: Link, words: Words) {
  return {
    url,
    outcome: { code: outcome, label: words.link(outcome) },
    status,
    fault,
    checkedAt: checkedAt.toISOString(),
    firstFailedAt: firstFailedAt?.toISOString() ?? null,
  };
}
