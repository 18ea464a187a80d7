import type { JsonSchema } from '@app/http';
import { TRAIL_ACTIONS } from '@app/trail';
import { listOf, maybe, object, ref, text } from '../reading/wire/schemas.js';

const position: JsonSchema = { type: 'integer', description: '1, 2, 3… without gaps' };
const hash: JsonSchema = {
  ...text,
  description: 'SHA-256 over the entry before and this one: kept elsewhere, it shows whether the trail still holds it',
};

export const TRAIL_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Access: object({
    position,
    recordedAt: { ...text, format: 'date-time' },
    actor: { ...text, description: 'Account of a token, or cli' },
    role: text,
    action: { ...text, enum: [...TRAIL_ACTIONS] },
    route: { ...text, description: 'Method and address, filters included' },
    format: { ...maybe(text), description: 'Media type of what was given' },
    status: maybe({ type: 'integer' }),
    events: { ...listOf(text), description: 'Events that only insiders see' },
    subjects: { ...listOf(text), description: 'Their subjects; the person or the token concerned' },
    personal: { type: 'boolean', description: 'Personal data were told in clear' },
    correlationId: maybe(text),
    purpose: { ...maybe(text), description: 'X-Access-Purpose of the request' },
    hash,
  }),
  AccessTrail: object({
    items: listOf(ref('Access')),
    head: object({ position, hash }),
    next: maybe({ ...text, format: 'uri-reference' }),
  }),
};
