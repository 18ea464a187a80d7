/** What was done. `read`: an answer that told something which the public could not see. `figures`: one computed from what may hold such a thing. */
export const TRAIL_ACTIONS = [
  'read',
  'figures',
  'export',
  'personal-data',
  'erasure',
  'token-created',
  'token-revoked',
  'trail-read',
] as const;
export type TrailAction = (typeof TRAIL_ACTIONS)[number];

/** Somebody read, took away or changed what not everybody may. */
export interface Access {
  /** The account: of a token, or `cli`. Never a personal name. */
  readonly actor: string;
  readonly role: string;
  readonly action: TrailAction;
  /** Method and address, filters included: `GET /api/v1/sites/x/timeline?from=2020`. Of the command line: its words. */
  readonly route: string;
  /** Media type of what was given. */
  readonly format?: string;
  /** HTTP status of the answer. */
  readonly status?: number;
  /** The events that only insiders see, by their identifiers; absent where they are not told apart. */
  readonly events?: readonly string[];
  /** The streams of those events, the person whose data it was, or the token that changed. */
  readonly subjects?: readonly string[];
  /** True when personal data were told in clear. */
  readonly personal?: boolean;
  readonly correlationId?: string;
  /** Why, where the caller says so. */
  readonly purpose?: string;
}

/** An access as the trail keeps it. */
export interface TrailEntry extends Access {
  /** 1, 2, 3… without gaps. */
  readonly position: number;
  /** UTC, ISO 8601 with microseconds, never decreasing. */
  readonly recordedAt: string;
  /** SHA-256 (hex) of the entry before, position, time and text: see `chain.ts`. */
  readonly hash: string;
}
