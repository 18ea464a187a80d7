import type { Language } from '../language.js';

/** What is wrong with one field, in the reader's language, and what to write instead. */
export interface FieldProblem {
  /** Path in the body (`sources[0].documentId`), parameter or header name. */
  readonly field: string;
  readonly value?: unknown;
  readonly says: Readonly<Record<Language, { readonly message: string; readonly remedy: string }>>;
}

/** Codes of the problems that are the interface's own; those of the domain are the codes of its refusals. */
export type ProblemCode =
  | 'VALIDATION_FAILED'
  | 'JSON_MALFORMED'
  | 'ENCODING_INVALID'
  | 'BODY_TOO_LARGE'
  | 'BODY_NOT_OBJECT'
  | 'MEDIA_TYPE_UNSUPPORTED'
  | 'PARAMETER_UNKNOWN'
  | 'PARAMETER_INVALID'
  | 'HEADER_INVALID'
  | 'CURSOR_INVALID'
  | 'CURSOR_LOST'
  | 'ADDRESS_MALFORMED'
  | 'REQUEST_MALFORMED'
  | 'ROUTE_UNKNOWN'
  | 'FORMAT_UNKNOWN'
  | 'NOT_ACCEPTABLE'
  | 'TABLE_TOO_LARGE'
  | 'COMPARISON_TOO_LARGE'
  | 'METHOD_NOT_ALLOWED'
  | 'SUBJECT_UNKNOWN'
  | 'TOKEN_MISSING'
  | 'TOKEN_INVALID'
  | 'ROLE_INSUFFICIENT'
  | 'AUDIT_LOG_EMPTY'
  | 'EVENT_NOT_SEALED'
  | 'DECISION_FILE_TOO_LARGE'
  | 'FILE_KEY_NOT_ENDORSED'
  | 'JOB_ENDED'
  | 'REVISION_MISMATCH'
  | 'COMMAND_ID_REUSED'
  | 'CONFLICT_PERSISTENT'
  | 'FACT_TOO_LARGE'
  | 'STORE_UNAVAILABLE'
  | 'OVERLOADED'
  | 'NOT_CAUGHT_UP'
  | 'READ_MODEL_CHANGING'
  | 'TOO_MANY_STREAMS'
  | 'TOO_MANY_FILES'
  | 'LOCKER_ABSENT'
  | 'PERSON_KEYS_ABSENT'
  | 'TRAIL_UNAVAILABLE'
  | 'CAPTURE_TYPE_REFUSED'
  | 'CAPTURE_ACTIVE'
  | 'CAPTURE_EMPTY'
  | 'CAPTURE_GONE'
  | 'CAPTURE_STILL_THERE'
  | 'REDISTRIBUTION_FORBIDDEN'
  | 'RANGE_UNSATISFIABLE'
  | 'NOT_READY'
  | 'REQUEST_REFUSED'
  | 'UNEXPECTED';

export interface ProblemText {
  readonly title: string;
  readonly detail: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type ProblemTexts = Readonly<Record<ProblemCode, (facts: any) => ProblemText>>;

/** A request that cannot be answered as asked (RFC 9457). Thrown anywhere below a route; the filter words it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: ProblemCode,
    readonly facts: Readonly<Record<string, unknown>> = {},
    readonly fields: readonly FieldProblem[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code);
    this.name = 'Problem';
  }
}

/** The body of `application/problem+json`. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors: readonly { readonly field: string; readonly value?: string; readonly message: string; readonly remedy: string }[];
  /** Path of the request, without its query. */
  readonly instance: string;
}

const MOST_OF_A_VALUE = 100;

/** A refused value as it may be repeated to its sender: JSON unless text, cut, never a whole document. */
export function trimmed(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > MOST_OF_A_VALUE ? `${[...text.slice(0, MOST_OF_A_VALUE)].join('')}…` : text;
}
