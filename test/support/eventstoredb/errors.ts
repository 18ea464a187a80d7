import { grpc, type Failure } from './wire.js';

const { status: code, Metadata } = grpc;

/** Failures in the words and trailers of the real server (RpcExceptions.cs and Constants.cs of its public source). */
export const serverNotReady = (): Failure => ({ code: code.UNAVAILABLE, details: 'Server Is Not Ready' });
export const serverTooBusy = (): Failure => ({ code: code.UNAVAILABLE, details: 'Server Is Too Busy' });
export const noLeaderInfo = (): Failure => ({ code: code.UNKNOWN, details: 'No leader info available in response' });
export const timedOut = (): Failure => ({ code: code.ABORTED, details: 'Operation timed out: Request timed out' });
export const unauthenticated = (): Failure => ({ code: code.UNAUTHENTICATED, details: 'Bad gRPC response. HTTP status code: 401' });
export const invalidPosition = (): Failure => ({ code: code.INVALID_ARGUMENT, details: 'Trying to read from an invalid position.' });
export const unknownResult = (type: string, result: string): Failure => ({ code: code.UNKNOWN, details: `Unexpected ${type}: ${result}` });
export const invalidArgument = (details: string): Failure => ({ code: code.INVALID_ARGUMENT, details });
export const cancelled = (): Failure => ({ code: code.CANCELLED, details: 'Call cancelled by the server' });
/** What a client makes of a stream that the server closed without saying how it ended, as one does that shuts down. */
export const endedWithoutStatus = (): Failure => ({
  code: code.INTERNAL,
  details: 'Received RST_STREAM with code 0 (Call ended without gRPC status)',
});
/** What a handler that throws leaves of a call. */
export const handlerThrew = (): Failure => ({ code: code.UNKNOWN, details: 'Exception was thrown by handler.' });

export const notLeader = (host: string, port: number): Failure => ({
  code: code.NOT_FOUND,
  details: 'Leader info available',
  metadata: trailers('not-leader', { 'leader-endpoint-host': host, 'leader-endpoint-port': String(port) }),
});

export const accessDenied = (): Failure => ({
  code: code.PERMISSION_DENIED,
  details: 'Access Denied',
  metadata: trailers('access-denied'),
});

export const streamDeleted = (stream: string): Failure => ({
  code: code.FAILED_PRECONDITION,
  details: `Event stream '${stream}' is deleted.`,
  metadata: trailers('stream-deleted', { 'stream-name': stream }),
});

export const wrongExpectedVersion = (operation: string, stream: string, expected: bigint, actual: bigint): Failure => ({
  code: code.FAILED_PRECONDITION,
  details: `${operation} failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
  metadata: trailers('wrong-expected-version', {
    'stream-name': stream,
    'expected-version': String(expected),
    'actual-version': String(actual),
  }),
});

export const maximumAppendSizeExceeded = (bytes: number): Failure => ({
  code: code.INVALID_ARGUMENT,
  details: `Maximum Append Size of ${bytes} Exceeded.`,
  metadata: trailers('maximum-append-size-exceeded', { 'maximum-append-size': String(bytes) }),
});

export const requiredMetadataMissing = (property: string): Failure => ({
  code: code.INVALID_ARGUMENT,
  details: `Required Metadata Property '${property}' is missing`,
  metadata: trailers('missing-required-metadata-property', { 'required-metadata-properties': 'type,content-type' }),
});

function trailers(exception: string, more: Record<string, string> = {}) {
  const metadata = new Metadata();
  metadata.set('exception', exception);
  for (const [key, value] of Object.entries(more)) metadata.set(key, value);
  return metadata;
}
