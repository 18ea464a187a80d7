import { AppendRejected, StoreUnavailable } from '../port.js';

/** gRPC status codes (grpc/grpc, doc/statuscodes.md). */
const CANCELLED = 1;
const UNKNOWN = 2;
const DEADLINE_EXCEEDED = 4;
const PERMISSION_DENIED = 7;
const ABORTED = 10;
const UNIMPLEMENTED = 12;
const INTERNAL = 13;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

/** No record of the server's log begins at the position asked for: it is a position of another log, or of this one before it was put back. */
export class NoRecordThere extends Error {
  constructor(cause: unknown) {
    super('EventStoreDB holds no record at a position that was read from it before: was an older backup put back?', { cause });
    this.name = 'NoRecordThere';
  }
}

interface Fault {
  readonly code?: number;
  readonly message?: string;
  readonly details?: string;
  readonly metadata?: { get(key: string): unknown[] };
}

/** The server's own name for what went wrong (`exception` in the trailers), or ''. */
export const exceptionOf = (error: unknown): string => String((error as Fault).metadata?.get?.('exception')?.[0] ?? '');

/**
 * Turns what a call threw into what the port promises. `outcome` says what is known of an append that was under way.
 * Everything that may pass by itself is `StoreUnavailable`; a wrong password or a too old server is a fault to be mended, and says so.
 */
export function asStoreError(error: unknown, outcome: 'not-written' | 'unknown'): Error {
  if (error instanceof StoreUnavailable || error instanceof AppendRejected) return error;
  const { code, details = '' } = error as Fault;
  const exception = exceptionOf(error);
  if (exception === 'access-denied' || code === PERMISSION_DENIED || code === UNAUTHENTICATED)
    return new Error('EventStoreDB refuses access: check the user and the password of EVENT_STORE_URL', { cause: error });
  if (/certificate|altnames/i.test(details))
    return new Error(
      'EventStoreDB’s certificate is not trusted: name its authority with tlsCAFile in EVENT_STORE_URL, and the host as the certificate does',
      {
        cause: error,
      },
    );
  if (exception === 'not-leader') return unavailable('this EventStoreDB node does not lead its cluster', 'not-written', error);
  if (exception === 'stream-deleted') return new AppendRejected('the stream was deleted for ever in EventStoreDB');
  if (exception === 'maximum-append-size-exceeded') return new AppendRejected('the append holds more than EventStoreDB takes');
  if (code === UNIMPLEMENTED) return new Error('this EventStoreDB is too old: it needs 23.10 or later, or KurrentDB', { cause: error });
  if (/InvalidPosition|invalid position/.test(details)) return new NoRecordThere(error);
  if (/not ready|too busy|no leader/i.test(details)) return unavailable('EventStoreDB is not ready', 'not-written', error);
  switch (code) {
    case undefined:
      // Discovery throws plain errors: no node was reached.
      return unavailable('no node of EventStoreDB answers', 'not-written', error);
    case CANCELLED:
    case UNKNOWN:
    case DEADLINE_EXCEEDED:
    case ABORTED:
    case INTERNAL:
    case UNAVAILABLE:
      return unavailable('EventStoreDB does not answer', outcome, error);
    default:
      return error as Error;
  }
}

const unavailable = (message: string, outcome: 'not-written' | 'unknown', cause: unknown) =>
  new StoreUnavailable(message, outcome, { cause });
