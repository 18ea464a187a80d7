import { isUuid } from '@app/kernel';
import { AppendRejected, type NewEvent, type StreamAppend } from './port.js';

/** The most that one append may hold, in bytes of payload and envelope: EventStoreDB's own limit, kept by every adapter. */
export const MAX_APPEND_BYTES = 1_048_576;

const STREAM_ID = /^[a-z][A-Za-z0-9._-]{0,199}$/;
const TYPE = /^[A-Za-z][A-Za-z0-9]{0,99}$/;

/**
 * Refuses what no store could keep, before anything is sent.
 * @throws {AppendRejected} naming the stream, the field and what would do
 */
export function validateAppends(appends: readonly StreamAppend[]): void {
  if (appends.length === 0) throw new AppendRejected('an append names at least one stream');
  const streams = new Set<string>();
  const ids = new Set<string>();
  for (const { streamId, expected, events } of appends) {
    validateStreamId(streamId);
    if (streams.has(streamId)) throw new AppendRejected(`stream ${streamId} is named twice in one append`);
    streams.add(streamId);
    if (typeof expected === 'number' && (!Number.isSafeInteger(expected) || expected < 0))
      throw new AppendRejected(`expected revision ${expected} of ${streamId} must be 0 or more`);
    if (events.length === 0) throw new AppendRejected(`the append to ${streamId} holds no event`);
    let bytes = 0;
    for (const event of events) {
      validateEvent(streamId, event);
      if (ids.has(event.eventId)) throw new AppendRejected(`event id ${event.eventId} appears twice in one append`);
      ids.add(event.eventId);
      bytes += Buffer.byteLength(event.data) + Buffer.byteLength(event.meta);
    }
    if (bytes > MAX_APPEND_BYTES) throw new AppendRejected(`the append to ${streamId} holds ${bytes} bytes, more than ${MAX_APPEND_BYTES}`);
  }
}

/** @throws {AppendRejected} */
export function validateStreamId(streamId: string): void {
  if (!STREAM_ID.test(streamId))
    throw new AppendRejected(
      `stream id "${streamId.slice(0, 80)}" must be 1 to 200 letters, digits, ". _ -", starting with a small letter`,
    );
}

/** @throws {AppendRejected} */
export function validateEvent(streamId: string, { eventId, type, schemaVersion, data, meta }: NewEvent): void {
  if (!isUuid(eventId) || eventId !== eventId.toLowerCase())
    throw new AppendRejected(`event id "${eventId}" in ${streamId} must be a UUID in lower case`);
  if (!TYPE.test(type)) throw new AppendRejected(`event type "${type}" in ${streamId} must be 1 to 100 letters and digits`);
  if (!Number.isInteger(schemaVersion) || schemaVersion < 1 || schemaVersion > 32_767)
    throw new AppendRejected(`schema version ${schemaVersion} of ${type} must be 1 to 32767`);
  for (const [field, text] of Object.entries({ data, meta })) {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('not an object');
    } catch {
      throw new AppendRejected(`${field} of ${type} in ${streamId} must be the text of a JSON object`);
    }
    if (text.includes('\u0000') || !text.isWellFormed())
      throw new AppendRejected(`${field} of ${type} in ${streamId} must be well-formed text`);
  }
}
