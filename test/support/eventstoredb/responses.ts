import type { Log, LoggedEvent } from './log.js';
import type { ReadRequest } from './read-requests.js';
import { streamIdentifier, streams, uuidOf, type Streams } from './wire.js';

type Shape = Pick<ReadRequest, 'resolveLinks' | 'structuredIds'>;

/** A link (`$>`, its data `revision@stream`) is sent with what it points to, or with nothing when that is gone. */
export function eventResponse(log: Log, event: LoggedEvent, shape: Shape): Streams.ReadResp {
  const read = new streams.ReadResp.ReadEvent();
  if (shape.resolveLinks && event.type === '$>') {
    read.setLink(recorded(event, shape.structuredIds));
    const target = targetOf(log, event);
    if (target) read.setEvent(recorded(target, shape.structuredIds));
  } else read.setEvent(recorded(event, shape.structuredIds));
  read.setCommitPosition(String(event.position));
  const response = new streams.ReadResp();
  response.setEvent(read);
  return response;
}

export function confirmationResponse(id: string): Streams.ReadResp {
  const confirmation = new streams.ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId(id);
  const response = new streams.ReadResp();
  response.setConfirmation(confirmation);
  return response;
}

/** A position before the first event is sent as the largest number there is, as by the real server: read as a place, it means the end. */
export function checkpointResponse(commit: bigint, prepare: bigint): Streams.ReadResp {
  const checkpoint = new streams.ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(BigInt.asUintN(64, commit)));
  checkpoint.setPreparePosition(String(BigInt.asUintN(64, prepare)));
  const response = new streams.ReadResp();
  response.setCheckpoint(checkpoint);
  return response;
}

export function caughtUpResponse(): Streams.ReadResp {
  const response = new streams.ReadResp();
  response.setCaughtUp(new streams.ReadResp.CaughtUp());
  return response;
}

export function streamNotFoundResponse(stream: string): Streams.ReadResp {
  const notFound = new streams.ReadResp.StreamNotFound();
  notFound.setStreamIdentifier(streamIdentifier(stream));
  const response = new streams.ReadResp();
  response.setStreamNotFound(notFound);
  return response;
}

function recorded(event: LoggedEvent, structured: boolean): Streams.ReadResp.ReadEvent.RecordedEvent {
  const record = new streams.ReadResp.ReadEvent.RecordedEvent();
  record.setId(uuidOf(event.id, structured));
  record.setStreamIdentifier(streamIdentifier(event.stream));
  record.setStreamRevision(String(event.revision));
  record.setCommitPosition(String(event.position));
  record.setPreparePosition(String(event.position));
  record.setData(event.data);
  record.setCustomMetadata(event.metadata);
  const properties = record.getMetadataMap();
  properties.set('type', event.type);
  properties.set('content-type', event.isJson ? 'application/json' : 'application/octet-stream');
  // Ticks of 100 ns since 1970, UTC.
  properties.set('created', String(BigInt(event.created) * 10_000n));
  return record;
}

function targetOf(log: Log, link: LoggedEvent): LoggedEvent | undefined {
  const [, revision, stream] = /^(\d+)@(.*)$/s.exec(Buffer.from(link.data).toString('utf8')) ?? [];
  return revision === undefined ? undefined : log.find(stream!, BigInt(revision));
}
