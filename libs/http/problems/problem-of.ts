import { HttpException } from '@nestjs/common';
import { AppendRejected, CommandIdReused, RevisionMismatch, StoreUnavailable, WrongExpectedRevision } from '@app/event-store';
import { MAX_BODY_BYTES } from '../writing/json-body.js';
import { Problem } from './problem.js';

interface Thrown {
  readonly code?: string;
  readonly statusCode?: number;
}

/** SQLSTATE of reads that an upgrade under way refuses, as the read models’ `rm.readable` says it. */
const UNREADABLE = 'PV001';

const RETRY = { 'retry-after': '1' };

/** The problem an error stands for; undefined when it is nobody's but the server's. Its own message never leaves the server. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof RevisionMismatch) return new Problem(412, 'REVISION_MISMATCH', { actual: error.actual });
  if (error instanceof CommandIdReused) return new Problem(422, 'COMMAND_ID_REUSED');
  if (error instanceof WrongExpectedRevision) return new Problem(503, 'CONFLICT_PERSISTENT', {}, [], RETRY);
  if (error instanceof StoreUnavailable) return new Problem(503, 'STORE_UNAVAILABLE', {}, [], { 'retry-after': '2' });
  if (error instanceof AppendRejected) return new Problem(413, 'FACT_TOO_LARGE');
  const { code, statusCode } = (error ?? {}) as Thrown;
  const ofServer = code === undefined ? ofPool(error) : problemOfServer(code);
  if (ofServer) return ofServer;
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  if (status === 404) return new Problem(404, 'ROUTE_UNKNOWN');
  if (status === 413) return new Problem(413, 'BODY_TOO_LARGE', { most: MAX_BODY_BYTES });
  if (status === 415) return new Problem(415, 'MEDIA_TYPE_UNSUPPORTED', {}, [], { 'accept-post': 'application/json' });
  return status !== undefined && status >= 400 && status < 500 ? new Problem(status, 'REQUEST_REFUSED') : undefined;
}

/** The connection pool has no code for what it says when PostgreSQL went away or does not answer. */
function ofPool(error: unknown): Problem | undefined {
  const message = error instanceof Error ? error.message : '';
  const isAway = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(message);
  return isAway ? new Problem(503, 'STORE_UNAVAILABLE', {}, [], { 'retry-after': '2' }) : undefined;
}

/** What the HTTP server itself refuses, by its own code. */
function problemOfServer(code: string): Problem | undefined {
  switch (code) {
    // What is read is of another version than this program.
    case UNREADABLE:
      return new Problem(503, 'READ_MODEL_CHANGING', {}, [], { 'retry-after': '5' });
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Problem(413, 'BODY_TOO_LARGE', { most: MAX_BODY_BYTES }, [], { connection: 'close' });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Problem(415, 'MEDIA_TYPE_UNSUPPORTED', {}, [], { 'accept-post': 'application/json' });
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new Problem(400, 'JSON_MALFORMED');
    case 'FST_ERR_BAD_URL':
      return new Problem(400, 'ADDRESS_MALFORMED');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_ASYNC_CONSTRAINT':
      return new Problem(400, 'REQUEST_MALFORMED');
    // The connection pool of the read models says these when PostgreSQL is away.
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EPIPE':
    case '57P01':
    case '57P02':
    case '57P03':
    case '53300':
      return new Problem(503, 'STORE_UNAVAILABLE', {}, [], { 'retry-after': '2' });
    default:
      return undefined;
  }
}
