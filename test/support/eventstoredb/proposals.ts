import type { NewRecord } from './log.js';
import { uuidText, type Streams } from './wire.js';
import { ANY, NO_STREAM, STREAM_EXISTS } from './writer.js';

export type Proposal = NewRecord;
type Message = Streams.AppendReq.ProposedMessage | Streams.BatchAppendReq.ProposedMessage;

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** @throws {Error} when the event has no UUID, no type or no content type, in the words of the real server */
export function proposalOf(message: Message): Proposal {
  const properties = message.getMetadataMap();
  const id = uuidText(message.getId());
  if (id === NO_ID) throw new Error("Empty eventId provided. (Parameter 'eventId')");
  const type = properties.get('type');
  const contentType = properties.get('content-type');
  for (const [name, value] of Object.entries({ type, 'content-type': contentType }))
    if (value === undefined) throw new Error(`The given key '${name}' was not present in the dictionary.`);
  if (!type) throw new Error("Empty eventType provided. (Parameter 'eventType')");
  return {
    id,
    type,
    isJson: contentType === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

interface ExpectedOption {
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
  hasRevision?(): boolean;
  getRevision?(): string;
  hasStreamPosition?(): boolean;
  getStreamPosition?(): string;
}

/** @throws {Error} when nothing is expected, not even anything */
export function expectedOf(options: ExpectedOption): bigint {
  if (options.hasNoStream()) return NO_STREAM;
  if (options.hasAny()) return ANY;
  if (options.hasStreamExists()) return STREAM_EXISTS;
  if (options.hasRevision?.()) return BigInt(options.getRevision!());
  if (options.hasStreamPosition?.()) return BigInt(options.getStreamPosition!());
  throw new Error("'None' is not a valid ExpectedStreamPositionOneofCase");
}
