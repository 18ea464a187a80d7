import { any, nothing, shared, status, streams, streamIdentifier, type Shared, type Streams } from './wire.js';
import { ANY, NO_STREAM, STREAM_EXISTS } from './writer.js';

/** gRPC status codes (grpc/grpc, doc/statuscodes.md) by what is wrong (Status.cs of the server's public source). */
const CODES = {
  Empty: 0,
  WrongExpectedVersion: 6,
  StreamDeleted: 5,
  AccessDenied: 7,
  Timeout: 4,
  Unknown: 2,
  MaximumAppendSizeExceeded: 3,
  BadRequest: 3,
} as const;

export type BatchProblem =
  | { readonly problem: 'Empty' | 'BadRequest'; readonly message: string }
  | { readonly problem: 'AccessDenied' | 'Timeout' | 'Unknown' }
  | { readonly problem: 'StreamDeleted'; readonly stream: string }
  | { readonly problem: 'MaximumAppendSizeExceeded'; readonly maxAppendBytes: number }
  | { readonly problem: 'WrongExpectedVersion'; readonly expected: bigint; readonly actual: bigint };

/** -1 for either says that there is none. */
export function batchSuccess(id: Shared.UUID | undefined, stream: string, revision: bigint, position: bigint): Streams.BatchAppendResp {
  const success = new streams.BatchAppendResp.Success();
  if (revision >= 0n) success.setCurrentRevision(String(revision));
  else success.setNoStream(new nothing.Empty());
  if (position >= 0n) {
    const at = new shared.AllStreamPosition();
    at.setCommitPosition(String(position));
    at.setPreparePosition(String(position));
    success.setPosition(at);
  } else success.setNoPosition(new nothing.Empty());
  const response = responseTo(id, stream);
  response.setSuccess(success);
  return response;
}

export function batchError(id: Shared.UUID | undefined, stream: string | undefined, problem: BatchProblem): Streams.BatchAppendResp {
  const error = new status.Status();
  error.setCode(CODES[problem.problem]);
  error.setMessage('message' in problem && problem.problem === 'Empty' ? problem.message : problem.problem);
  const details = new any.Any();
  const prefix = problem.problem === 'Empty' ? 'google.protobuf' : 'event_store.client';
  details.pack(detailsOf(problem), `${prefix}.${problem.problem}`);
  error.setDetails(details);
  const response = responseTo(id, stream);
  response.setError(error);
  return response;
}

function responseTo(id: Shared.UUID | undefined, stream: string | undefined): Streams.BatchAppendResp {
  const response = new streams.BatchAppendResp();
  response.setCorrelationId(id);
  if (stream !== undefined) response.setStreamIdentifier(streamIdentifier(stream));
  return response;
}

function detailsOf(problem: BatchProblem): Uint8Array {
  switch (problem.problem) {
    case 'WrongExpectedVersion': {
      const { expected, actual } = problem;
      const details = new shared.WrongExpectedVersion();
      if (actual >= 0n) details.setCurrentStreamRevision(String(actual));
      else details.setCurrentNoStream(new nothing.Empty());
      if (expected === ANY) details.setExpectedAny(new nothing.Empty());
      else if (expected === NO_STREAM) details.setExpectedNoStream(new nothing.Empty());
      else if (expected === STREAM_EXISTS) details.setExpectedStreamExists(new nothing.Empty());
      else details.setExpectedStreamPosition(String(expected));
      return details.serializeBinary();
    }
    case 'StreamDeleted': {
      const details = new shared.StreamDeleted();
      details.setStreamIdentifier(streamIdentifier(problem.stream));
      return details.serializeBinary();
    }
    case 'MaximumAppendSizeExceeded': {
      const details = new shared.MaximumAppendSizeExceeded();
      details.setMaxappendsize(problem.maxAppendBytes);
      return details.serializeBinary();
    }
    case 'BadRequest': {
      const details = new shared.BadRequest();
      details.setMessage(problem.message);
      return details.serializeBinary();
    }
    default:
      return new Uint8Array();
  }
}
