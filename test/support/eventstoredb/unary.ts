import {
  accessDenied,
  maximumAppendSizeExceeded,
  requiredMetadataMissing,
  handlerThrew,
  streamDeleted,
  wrongExpectedVersion,
} from './errors.js';
import { accessOf, failureOf, isAlive, refusalOf, type AnyCall, type Node } from './node.js';
import { expectedOf, proposalOf, type Proposal } from './proposals.js';
import { failureFor, underFault } from './under-fault.js';
import { empty, streamNameOf, streams, type AppendCall, type Failure, type Grpc, type Streams } from './wire.js';
import { ANY, NO_STREAM, STREAM_EXISTS, type Outcome } from './writer.js';

type DeleteReq = Streams.DeleteReq | Streams.TombstoneReq;

/** Append in one call: all its events, then one answer. */
export function unaryAppend(node: Node) {
  return (call: AppendCall, reply: Grpc.sendUnaryData<Streams.AppendResp>): void => {
    const proposals: Proposal[] = [];
    let options: Streams.AppendReq.Options | undefined;
    let bytes = 0;
    let over = false;
    const fail = (failure: Failure) => {
      if (over) return;
      over = true;
      reply(failure);
    };
    const refused = refusalBefore(node, call, false);
    if (refused) return fail(refused);
    call.on('data', (request: Streams.AppendReq) => {
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      if (!message || over) return;
      for (const property of ['type', 'content-type'])
        if (!message.getMetadataMap().has(property)) return fail(requiredMetadataMissing(property));
      bytes += message.getData_asU8().length;
      if (bytes > node.maxAppendBytes) return fail(maximumAppendSizeExceeded(node.maxAppendBytes));
      try {
        proposals.push(proposalOf(message));
      } catch {
        fail(handlerThrew());
      }
    });
    call.on('end', () => {
      const stream = streamNameOf(options?.getStreamIdentifier());
      if (over) return;
      const expected = options && expectationIn(options);
      if (!stream || expected === undefined) return fail(handlerThrew());
      // Asked last: an append that was announced and never sent troubles nobody.
      const refusal = refusalOf(node, call);
      if (refusal) return fail(failureOf(node, refusal));
      void underFault(node, call, 'append', stream, () => node.writer.append(stream, expected, proposals)).then((done) => {
        if (done.kind === 'trouble') fail(failureFor(node, done.trouble));
        else if (done.kind === 'answer' && isAlive(node, call)) {
          if (done.value.result === 'stream-deleted') fail(streamDeleted(stream));
          else reply(null, appendResponse(expected, done.value));
        }
      });
    });
  };
}

export function deleteStream(node: Node, hard: boolean) {
  return <Req extends DeleteReq, Resp extends Streams.DeleteResp | Streams.TombstoneResp>(
    call: Grpc.ServerUnaryCall<Req, Resp>,
    reply: Grpc.sendUnaryData<Resp>,
  ): void => {
    const options = call.request.getOptions();
    const stream = streamNameOf(options?.getStreamIdentifier());
    const expected = options && expectationIn(options);
    if (!stream || expected === undefined) return reply(handlerThrew());
    const refused = refusalBefore(node, call, true);
    if (refused) return reply(refused);
    void underFault(node, call, 'delete', stream, () => node.writer.remove(stream, expected, hard)).then((done) => {
      if (done.kind === 'trouble') reply(failureFor(node, done.trouble));
      else if (done.kind === 'answer' && isAlive(node, call)) {
        const { value } = done;
        if (value.result === 'stream-deleted') reply(streamDeleted(stream));
        else if (value.result === 'wrong-expected-version')
          reply(wrongExpectedVersion(hard ? 'Tombstone' : 'Delete', stream, expected, value.actual));
        else reply(null, positionResponse(hard, value.position) as Resp);
      }
    });
  };
}

function expectationIn(options: Parameters<typeof expectedOf>[0]): bigint | undefined {
  try {
    return expectedOf(options);
  } catch {
    return undefined;
  }
}

function refusalBefore(node: Node, call: AnyCall, leadership: boolean): Failure | undefined {
  const access = accessOf(node, call);
  if (typeof access === 'object') return access;
  if (access === 'denied') return accessDenied();
  const refusal = leadership ? refusalOf(node, call) : undefined;
  return refusal && failureOf(node, refusal);
}

function appendResponse(expected: bigint, outcome: Exclude<Outcome, { result: 'stream-deleted' }>): Streams.AppendResp {
  const response = new streams.AppendResp();
  if (outcome.result === 'wrong-expected-version') {
    const wrong = new streams.AppendResp.WrongExpectedVersion();
    if (outcome.actual >= 0n) wrong.setCurrentRevision(String(outcome.actual));
    else wrong.setCurrentNoStream(empty());
    if (expected === ANY) wrong.setExpectedAny(empty());
    else if (expected === NO_STREAM) wrong.setExpectedNoStream(empty());
    else if (expected === STREAM_EXISTS) wrong.setExpectedStreamExists(empty());
    else wrong.setExpectedRevision(String(expected));
    response.setWrongExpectedVersion(wrong);
    return response;
  }
  const success = new streams.AppendResp.Success();
  if (outcome.revision >= 0n) success.setCurrentRevision(String(outcome.revision));
  else success.setNoStream(empty());
  const position = new streams.AppendResp.Position();
  position.setCommitPosition(String(outcome.position));
  position.setPreparePosition(String(outcome.position));
  success.setPosition(position);
  response.setSuccess(success);
  return response;
}

function positionResponse(hard: boolean, at: bigint): Streams.DeleteResp | Streams.TombstoneResp {
  const kind = hard ? streams.TombstoneResp : streams.DeleteResp;
  const position = new kind.Position();
  position.setCommitPosition(String(at));
  position.setPreparePosition(String(at));
  const response = new kind();
  response.setPosition(position);
  return response;
}
