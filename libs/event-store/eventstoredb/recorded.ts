import type { StoredEvent } from '../port.js';
import { open } from './envelope.js';
import { formatPosition } from './positions.js';
import type { ReadResp } from './protocol.js';

export type RecordedEvent = NonNullable<ReturnType<NonNullable<ReturnType<ReadResp['getEvent']>>['getEvent']>>;

/** What an answer holds of an event: `undefined` for a link whose event is gone. */
export const recordedOf = (response: ReadResp): RecordedEvent | undefined => response.getEvent()?.getEvent();

export const positionOf = (event: RecordedEvent) =>
  formatPosition({ commit: event.getCommitPosition(), prepare: event.getPreparePosition() });

export const streamNameOf = (event: RecordedEvent): string => textOf(event.getStreamIdentifier()!.getStreamName_asU8());

/** UTF-8, read where it lies. */
const textOf = ({ buffer, byteOffset, byteLength }: Uint8Array): string => Buffer.from(buffer, byteOffset, byteLength).toString('utf8');

/** The event as it was appended, to the byte; undefined when somebody else wrote it. */
export function storedEvent(event: RecordedEvent, streamPrefix: string): StoredEvent | undefined {
  const name = streamNameOf(event);
  if (!name.startsWith(streamPrefix)) return undefined;
  const metadata = event.getMetadataMap();
  const opened = open(event.getCustomMetadata_asU8(), metadata.get('created') ?? '0');
  if (!opened) return undefined;
  return {
    eventId: event.getId()!.getString(),
    type: metadata.get('type') ?? '',
    schemaVersion: opened.schemaVersion,
    data: textOf(event.getData_asU8()),
    meta: opened.meta,
    streamId: name.slice(streamPrefix.length),
    revision: Number(event.getStreamRevision()),
    position: positionOf(event),
    recordedAt: opened.recordedAt,
  };
}
