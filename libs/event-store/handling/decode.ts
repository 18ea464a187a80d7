import { upcast, type AnyDecider, type FactMeta, type RecordedFact } from '@app/kernel';
import type { EventStore, StoredEvent } from '../port.js';

/** Reads a stored event back: parses its texts and brings its payload to the newest shape. */
export function decode(event: StoredEvent, decider?: Pick<AnyDecider, 'upcasts'>): RecordedFact {
  const data = JSON.parse(event.data) as Record<string, unknown>;
  return {
    eventId: event.eventId,
    type: event.type,
    schemaVersion: event.schemaVersion,
    streamId: event.streamId,
    revision: event.revision,
    position: event.position,
    recordedAt: event.recordedAt,
    data: decider ? upcast(decider, event.type, event.schemaVersion, data) : data,
    meta: JSON.parse(event.meta) as FactMeta,
  };
}

export async function loadStream(store: EventStore, streamId: string, decider?: Pick<AnyDecider, 'upcasts'>): Promise<RecordedFact[]> {
  const facts: RecordedFact[] = [];
  for await (const event of store.readStream(streamId)) facts.push(decode(event, decider));
  return facts;
}
