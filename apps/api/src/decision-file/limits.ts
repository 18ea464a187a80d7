import { Problem } from '@app/http';

/** Of one decision file. */
export const LIMITS = {
  /** Versions of facts: as many as the history on paper has. */
  facts: 2_000,
  /** Documents that the facts cite. */
  documents: 500,
  /** Bytes of the documents' copies, which are passed on piece by piece. */
  bytes: 1_073_741_824,
  /** Bytes of all that is held while the file is written. */
  heldBytes: 67_108_864,
} as const;

/** @throws {Problem} 400 when there is more of it than one file holds */
export function within(what: keyof typeof LIMITS, count: number): void {
  if (count > LIMITS[what]) throw new Problem(400, 'DECISION_FILE_TOO_LARGE', { what, most: LIMITS[what] });
}

export const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
