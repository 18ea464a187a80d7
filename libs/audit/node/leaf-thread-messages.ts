import { HASH_BYTES } from '../base/cryptography.js';
import { envelopeOf, type CommittedEvent } from '../entries/commitment.js';
import { PACKED_BYTES } from '../entries/packed-entries.js';
import { LeafWriter } from './leaf-writer.js';

/** Members of events, one after the other: copied from thread to thread in a third of the time that objects take. */
export type ThreadQuestion = readonly (string | number)[];

/** Packed entries and leaf hashes. Undefined when an event has its nonce elsewhere than in its envelope: only the other thread can find it. */
export type ThreadAnswer = { readonly packed: Uint8Array<ArrayBuffer>; readonly hashes: Uint8Array<ArrayBuffer> } | undefined;

const MEMBERS = 8;

export function questionOf(events: readonly CommittedEvent[]): ThreadQuestion {
  const question: (string | number)[] = new Array(events.length * MEMBERS);
  let at = 0;
  for (const { streamId, revision, eventId, type, schemaVersion, recordedAt, data, meta } of events) {
    question[at++] = streamId;
    question[at++] = revision;
    question[at++] = eventId;
    question[at++] = type;
    question[at++] = schemaVersion;
    question[at++] = recordedAt;
    question[at++] = data;
    question[at++] = meta;
  }
  return question;
}

const writer = new LeafWriter();

export function answerOf(question: ThreadQuestion): ThreadAnswer {
  const events = question.length / MEMBERS;
  const packed = Buffer.from(new ArrayBuffer(events * PACKED_BYTES));
  const hashes = Buffer.from(new ArrayBuffer(events * HASH_BYTES));
  for (let index = 0, at = 0; index < events; index++, at += MEMBERS) {
    const event = {
      streamId: question[at] as string,
      revision: question[at + 1] as number,
      eventId: question[at + 2] as string,
      type: question[at + 3] as string,
      schemaVersion: question[at + 4] as number,
      recordedAt: question[at + 5] as string,
      data: question[at + 6] as string,
      meta: question[at + 7] as string,
    };
    const envelope = envelopeOf(event.meta);
    if (!envelope.nonce) return undefined;
    writer.write(event, envelope.nonce, envelope, packed, hashes, index);
  }
  return { packed, hashes };
}
