import { hasMark, upcast, type AnyDecider, type CorrectionEvents, type FactMeta, type RecordedFact } from '@app/kernel';
import type { EventStore, StoredEvent } from '../port.js';
import type { PersonalData } from './personal-data.js';

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
    data: decider ? newestShape(decider, event, data) : data,
    meta: JSON.parse(event.meta) as FactMeta,
  };
}

/** A correction holds another event's payload, of the version that event had when it was corrected. */
function newestShape(decider: Pick<AnyDecider, 'upcasts'>, { type, schemaVersion }: StoredEvent, data: Record<string, unknown>) {
  if (type !== 'FactCorrected') return upcast(decider, type, schemaVersion, data);
  const { fact } = data as unknown as CorrectionEvents['FactCorrected'];
  return { ...data, fact: { ...fact, data: upcast(decider, fact.type, fact.schemaVersion, fact.data) } };
}

export async function loadStream(store: EventStore, streamId: string, decider?: Pick<AnyDecider, 'upcasts'>): Promise<RecordedFact[]> {
  const facts: RecordedFact[] = [];
  for await (const event of store.readStream(streamId)) facts.push(decode(event, decider));
  return facts;
}

/** As `loadStream`, with what is personal open for the rules. */
export async function loadOpened(
  store: EventStore,
  streamId: string,
  decider: Pick<AnyDecider, 'upcasts'> | undefined,
  personal: Pick<PersonalData, 'open'>,
): Promise<RecordedFact[]> {
  const events: StoredEvent[] = [];
  for await (const event of store.readStream(streamId)) events.push(event);
  const isMarked = events.some(({ data, meta }) => hasMark(data) || hasMark(meta));
  return (isMarked ? await personal.open(events) : events).map((event) => decode(event, decider));
}
