import type { JsonSchema } from '@app/http';
import { listOf, maybe, object, text } from '../reading/wire/schemas.js';

const uuid: JsonSchema = { ...text, format: 'uuid' };
const time: JsonSchema = { ...text, format: 'date-time' };
const status: JsonSchema = { ...text, enum: ['held', 'erased', 'keyless'], description: 'keyless: its key is lost, nobody can read it' };

export const PRIVACY_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  PersonList: object({
    items: listOf(
      object({
        personId: uuid,
        status,
        erasedAt: maybe(time),
        events: { type: 'integer', description: 'Events that speak of the person' },
      }),
    ),
  }),
  Person: object({
    personId: uuid,
    status,
    erased: { ...object({ recordedAt: time, eventId: uuid }), nullable: true },
    texts: listOf(
      object({
        eventId: uuid,
        type: text,
        subject: object({ kind: text, id: text }),
        recordedAt: time,
        field: { ...text, description: 'JSON pointer into the event: /data/contact' },
        text: { ...maybe(text), description: 'Null when nobody can read it any more' },
      }),
    ),
  }),
};
