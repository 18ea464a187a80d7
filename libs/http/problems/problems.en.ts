import type { ProblemTexts } from './problem.js';

export const problemsEn: ProblemTexts = {
  VALIDATION_FAILED: ({ count }) => ({
    title: 'Invalid request',
    detail: count > 1 ? `${count} fields need correcting; nothing was recorded.` : 'One field needs correcting; nothing was recorded.',
  }),
  JSON_MALFORMED: ({ line, column }) => ({
    title: 'Unreadable body',
    detail: line ? `The body is not JSON: error at line ${line}, column ${column}.` : 'The body is not valid JSON, or it is empty.',
  }),
  ENCODING_INVALID: () => ({ title: 'Wrong encoding', detail: 'The body is not encoded in UTF-8. Save it as UTF-8.' }),
  BODY_TOO_LARGE: ({ most }) => ({ title: 'Body too large', detail: `The body is over ${most} bytes. Split it.` }),
  BODY_NOT_OBJECT: () => ({ title: 'Unexpected body', detail: 'The body must be a JSON object: { "field": value, … }.' }),
  MEDIA_TYPE_UNSUPPORTED: () => ({
    title: 'Unsupported media type',
    detail: 'Send the body as JSON, with the header Content-Type: application/json.',
  }),
  PARAMETER_UNKNOWN: () => ({ title: 'Unknown parameter', detail: 'The address has a parameter that does not exist here.' }),
  PARAMETER_INVALID: () => ({ title: 'Invalid parameter', detail: 'A parameter of the address needs correcting.' }),
  HEADER_INVALID: () => ({ title: 'Invalid header', detail: 'A header of the request needs correcting; nothing was recorded.' }),
  CURSOR_INVALID: () => ({
    title: 'Invalid cursor',
    detail: 'This server did not give this cursor for this query. Start from the first page and follow the "next" links.',
  }),
  CURSOR_LOST: () => ({
    title: 'The place of this cursor is gone',
    detail: 'The event after which it goes on is no longer in the log: an older backup was put back. Read again from a date (since=…).',
  }),
  ADDRESS_MALFORMED: () => ({ title: 'Malformed address', detail: 'The address holds a badly encoded character (%…).' }),
  REQUEST_MALFORMED: () => ({ title: 'Malformed request', detail: 'The request does not follow the HTTP protocol.' }),
  METHOD_NOT_ALLOWED: ({ method, allowed }: { method: string; allowed: readonly string[] }) => ({
    title: 'This address does not take that method',
    detail: `${method} is not foreseen here. This address takes ${allowed.join(', ')}.`,
  }),
  ROUTE_UNKNOWN: () => ({ title: 'Unknown address', detail: 'Nothing answers at this address. The documentation is at /api/docs.' }),
  FORMAT_UNKNOWN: ({ offered }: { offered: readonly string[] }) => ({
    title: 'Unknown format here',
    detail: `This address does not exist with that suffix. It exists as ${offered.join(', ')}.`,
  }),
  NOT_ACCEPTABLE: ({ offered }: { offered: readonly string[] }) => ({
    title: 'No format fits',
    detail: `The Accept header takes nothing of what this address gives: ${offered.join(', ')}.`,
  }),
  TABLE_TOO_LARGE: ({ most }) => ({
    title: 'Too many rows for a file',
    detail: `This search has more than ${new Intl.NumberFormat('en-GB').format(most)} rows. Narrow it (territory, kind, period), or read it page by page as JSON, following "next".`,
  }),
  COMPARISON_TOO_LARGE: ({ most }) => ({
    title: 'Too many facts to tell their indicators in a file',
    detail: `This report has more than ${new Intl.NumberFormat('en-GB').format(most)} facts, the most that a file takes with the indicators that each moved. Nothing of it was given.`,
  }),
  SUBJECT_UNKNOWN: () => ({ title: 'Not found', detail: 'Nothing known has this identifier.' }),
  TOKEN_MISSING: () => ({
    title: 'Identification needed',
    detail: 'This operation needs a token: header Authorization: Bearer … (palimpseste token).',
  }),
  TOKEN_INVALID: () => ({ title: 'Token refused', detail: 'This token does not exist or was revoked.' }),
  ROLE_INSUFFICIENT: ({ role }) => ({ title: 'Not allowed', detail: `The role "${role}" does not allow this operation.` }),
  AUDIT_LOG_EMPTY: () => ({ title: 'Nothing sealed', detail: 'The audit log has not sealed anything yet, or is not kept here.' }),
  EVENT_NOT_SEALED: () => ({
    title: 'Not sealed yet',
    detail: 'This event is recorded and waits to be sealed, for a second as a rule. Try again in a moment.',
  }),
  DECISION_FILE_TOO_LARGE: ({ what, most }) => ({
    title: 'Decision file too large',
    detail: `A decision file holds no more than ${new Intl.NumberFormat('en-GB').format(most as number)} ${inFileEn[what as string] ?? what}. Narrow the period (from, to), and ask for several files.`,
  }),
  FILE_KEY_NOT_ENDORSED: () => ({
    title: 'Key of decision files not endorsed yet',
    detail:
      'No worker that holds the key of the audit log has yet endorsed the one that signs decision files here: it does so at its start, with the same PALIMPSESTE_SECRET.',
  }),
  JOB_ENDED: () => ({ title: 'Job already ended', detail: 'This job has ended: there is nothing left to cancel.' }),
  REVISION_MISMATCH: ({ actual }) => ({
    title: 'The subject changed meanwhile',
    detail: `If-Match no longer matches: the subject is at revision ${actual}. Read it again first.`,
  }),
  COMMAND_ID_REUSED: () => ({
    title: 'Idempotency key already used',
    detail: 'This Idempotency-Key already recorded something else. Nothing new was recorded: take a new key.',
  }),
  CONFLICT_PERSISTENT: () => ({ title: 'Too many writes at once', detail: 'Other writes on this subject came first. Try again.' }),
  FACT_TOO_LARGE: () => ({ title: 'Fact too large', detail: 'This fact is over the size of one record. Split it.' }),
  STORE_UNAVAILABLE: () => ({
    title: 'Store unavailable for the moment',
    detail: 'The database does not answer. Try again with the same Idempotency-Key: nothing will be recorded twice.',
  }),
  OVERLOADED: () => ({
    title: 'Too many requests at once',
    detail: 'Nothing of this request was looked at. Try again in a moment, with the same Idempotency-Key if it records something.',
  }),
  READ_MODEL_CHANGING: () => ({
    title: 'This reading is being made anew',
    detail: 'This server and what it reads are not of the same version: an upgrade is under way. Nothing was read; try again in a moment.',
  }),
  NOT_CAUGHT_UP: () => ({
    title: 'Reading not up to date yet',
    detail: 'What minPosition asks for cannot be read yet. Try again in a moment.',
  }),
  TOO_MANY_STREAMS: () => ({
    title: 'Too many replays at once',
    detail: 'The number of simultaneous replays is reached. Try again in a moment.',
  }),
  TOO_MANY_FILES: () => ({
    title: 'Too many files in preparation',
    detail: 'The number of files prepared at once is reached. Try again in a moment.',
  }),
  TRAIL_UNAVAILABLE: () => ({
    title: 'Access trail unavailable',
    detail: 'What is not public is read only where the access trail can write it down. Try again in a moment.',
  }),
  PERSON_KEYS_ABSENT: () => ({
    title: 'No keys of persons',
    detail: 'This installation keeps no personal data: PERSON_KEYS_URL is not given. Nothing was recorded.',
  }),
  LOCKER_ABSENT: () => ({
    title: 'No locker',
    detail: 'This installation keeps no documents: LOCKER_URL is not given. Nothing was recorded.',
  }),
  CAPTURE_TYPE_REFUSED: ({ found, declared, offered }: { found?: string; declared?: string; offered: readonly string[] }) => ({
    title: 'A kind of document that is not kept',
    detail: `${found ? `Its content is ${found}${declared && declared !== found ? `, but it was sent as ${declared}` : ''}` : 'Its content is of no known kind'}. Kept are: ${offered.join(', ')}. Nothing was recorded.`,
  }),
  CAPTURE_ACTIVE: ({ mediaType }) => ({
    title: 'The document holds active content',
    detail: `This document (${mediaType}) could act on whoever opens it; it is kept as it is or not at all. Nothing was recorded.`,
  }),
  CAPTURE_EMPTY: () => ({ title: 'Empty document', detail: 'The body of the request, which is the document itself, is empty.' }),
  CAPTURE_GONE: ({ sha256 }) => ({ title: 'Document destroyed', detail: `This copy was destroyed; what remains is its hash ${sha256}.` }),
  CAPTURE_STILL_THERE: () => ({
    title: 'Destruction recorded, not done yet',
    detail: 'The destruction is on record, but the copy is still in the locker: send the same request again in a moment.',
  }),
  REDISTRIBUTION_FORBIDDEN: ({ sha256 }) => ({
    title: 'Not for redistribution',
    detail: `The licence of this document does not let it be redistributed: officers and auditors alone read it. Its SHA-256 hash is ${sha256}.`,
  }),
  RANGE_UNSATISFIABLE: ({ bytes }) => ({
    title: 'No such part',
    detail: `This document has ${bytes} bytes: the part asked for is none of them.`,
  }),
  NOT_READY: () => ({ title: 'Starting', detail: 'The data cannot be read yet.' }),
  REQUEST_REFUSED: () => ({ title: 'Request refused', detail: 'The server cannot answer this request as it is.' }),
  UNEXPECTED: ({ correlationId }) => ({
    title: 'Server error',
    detail: `The request failed, by the server's fault. Reference to give: ${correlationId}.`,
  }),
};

export const refusedEn = 'Rule of the domain';
export const remedyOfRefusalEn = 'If the published source says so despite the rule, record it with "exception": the rule and the reason.';

const inFileEn: Readonly<Record<string, string>> = {
  facts: 'versions of facts',
  documents: 'documents cited',
  bytes: 'bytes of documents',
  heldBytes: 'bytes of facts and proofs',
};
