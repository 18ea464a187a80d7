import type { JsonSchema } from '@app/http';
import { entry, FOR_OFFICERS, frame, listOf, maybe, object, ref, text } from '../reading/wire/schemas.js';

const uuid: JsonSchema = { ...text, format: 'uuid' };
const instant: JsonSchema = { ...text, format: 'date-time' };
const optional = (name: string): JsonSchema => ({ type: 'object', allOf: [ref(name)], nullable: true });
const exception = { ...object({ rule: text, reason: text }), nullable: true };

const act: Record<string, JsonSchema> = {
  id: uuid,
  type: text,
  sentence: text,
  recordedAt: instant,
  reason: maybe(text),
  exception,
  sources: listOf(ref('CitedSource')),
  recordedBy: text,
  onBehalfOf: maybe(text),
};
const OF_ACT = ['recordedBy', 'onBehalfOf'];
const changes = listOf(ref('FieldChange'));

/** What the history of a subject answers, for the OpenAPI document. */
export const HISTORY_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Pdf: { type: 'string', format: 'binary', description: 'A tagged PDF on A4 pages; the same history, the same bytes' },
  FieldChange: object({ field: text, label: text, before: maybe(text), after: maybe(text) }, [], 'What a correction changes, in words'),
  Act: object(act, OF_ACT, 'A correction, a retraction, a disagreement or its settlement'),
  Settlement: object(
    {
      ...act,
      occurred: optional('Occurred'),
      decidedBy: text,
      preferred: { ...maybe(uuid), description: 'The fact that is preferred; null where none is' },
    },
    OF_ACT,
  ),
  Disagreement: object(
    { ...act, about: text, with: { ...listOf(uuid), description: 'The facts that say otherwise' }, settlement: optional('Settlement') },
    OF_ACT,
  ),
  Version: object(
    {
      ...entry,
      knownUntil: maybe(instant),
      standing: ref('Code'),
      decidedBy: listOf(object({ name: text, href: maybe({ ...text, format: 'uri-reference' }) })),
      changes: { ...changes, description: 'What it says otherwise than the version before' },
      broughtBy: optional('Act'),
      endedBy: optional('Act'),
      concerns: { ...listOf(uuid), description: 'Of a correction, a retraction, a disagreement or its settlement: the facts it is about' },
      disagreements: listOf(ref('Disagreement')),
      reach: object({ publicFrom: maybe(instant), revealedBy: maybe(text), text }, [], 'Who may know it, and since when'),
    },
    [...FOR_OFFICERS, 'reach'],
    'What a fact said, until when that was what we knew, who decided it, and what was decided about it',
  ),
  History: object({ subject: ref('Subject'), items: listOf(ref('Version')), next: maybe({ ...text, format: 'uri-reference' }), ...frame }),
  Difference: object({
    change: { ...text, enum: ['added', 'withdrawn', 'changed'] },
    before: optional('Entry'),
    after: optional('Entry'),
    changes,
    acts: { ...listOf(ref('Act')), description: 'Corrections and retractions of it between the two moments' },
  }),
  Differences: object({
    subject: ref('Subject'),
    since: instant,
    items: listOf(ref('Difference')),
    next: maybe({ ...text, format: 'uri-reference' }),
    ...frame,
  }),
};
