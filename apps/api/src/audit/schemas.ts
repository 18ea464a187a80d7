import type { JsonSchema } from '@app/http';
import { listOf, maybe, object, ref, text } from '../reading/wire/schemas.js';

const time: JsonSchema = { ...text, format: 'date-time' };
const size: JsonSchema = { type: 'integer', minimum: 0, description: 'Entries' };
const base64: JsonSchema = { ...text, description: '32 bytes in base64' };

/** What the audit log answers, for the OpenAPI document. */
export const AUDIT_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Note: { ...text, description: 'A signed checkpoint (C2SP tlog-checkpoint), a verifier key, or a proof file (C2SP tlog-proof)' },
  Bytes: { ...text, format: 'binary' },
  Checkpoint: object({
    size,
    root: base64,
    signedAt: time,
    publishedAt: { ...maybe(time), description: 'When something outside our control first took it' },
    witnesses: { ...listOf(text), description: 'Names of those that cosigned it; their signatures are in the note' },
    note: ref('Note'),
  }),
  CheckpointList: object({ items: listOf(ref('Checkpoint')), next: maybe({ ...text, format: 'uri-reference' }) }),
  SuccessionList: object({
    items: listOf(
      object({
        size,
        root: base64,
        from: { ...text, description: 'The old key, which signs nothing beyond this size' },
        to: { ...text, description: 'The new key' },
        note: ref('Note'),
      }),
    ),
  }),
  Consistency: object({ from: size, to: size, hashes: listOf(base64) }),
  EventSealStates: object({
    items: listOf(
      object({
        event: { ...text, format: 'uuid' },
        state: { ...text, enum: ['pending', 'sealed', 'published'] },
        index: { ...maybe(size), description: 'Number of its entry, from 0; null while it is pending' },
      }),
    ),
  }),
  EventSeal: object({
    event: { ...text, format: 'uuid' },
    state: { ...text, enum: ['pending', 'sealed', 'published'] },
    index: { ...maybe(size), description: 'Number of its entry, from 0; null while it is pending' },
    sealed: maybe(object({ size, signedAt: time })),
    published: maybe(object({ size, publishedAt: time, witnesses: listOf(text) })),
    proof: maybe({ ...text, format: 'uri-reference' }),
  }),
};
