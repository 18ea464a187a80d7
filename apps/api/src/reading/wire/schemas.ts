import type { JsonSchema } from '@app/http';

// What the reads answer, for the OpenAPI document. `test/acceptance/contrat.spec.ts` checks real answers against these.

export const text: JsonSchema = { type: 'string' };
export const maybe = (schema: JsonSchema): JsonSchema => ({ ...schema, nullable: true });
export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
export const maybeRef = (name: string): JsonSchema => ({ type: 'object', allOf: [ref(name)], nullable: true });

/** An object whose properties are all there, save those named after `|`. */
export function object(properties: Record<string, JsonSchema>, optional: readonly string[] = [], description?: string): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', ...(description && { description }), properties, ...(required.length > 0 && { required }) };
}

const figure: Record<string, JsonSchema> = {
  value: { type: 'number' },
  low: { type: 'number' },
  high: { type: 'number' },
  unit: text,
  bound: text,
  outOf: { type: 'object' },
  definition: text,
  observed: text,
};
const OF_FIGURE = ['value', 'low', 'high', 'bound', 'outOf', 'definition', 'observed'];

export const figureWithLabel = object({ key: text, label: text, text, ...figure }, OF_FIGURE);

const subject = {
  kind: { ...text, description: 'site, project, programme…' },
  kindLabel: text,
  id: text,
  name: maybe(text),
  href: { ...text, format: 'uri-reference' },
};

export const entry: Record<string, JsonSchema> = {
  id: { ...text, format: 'uuid', description: 'Identifier of the event' },
  type: { ...text, description: 'Type of the event' },
  subject: ref('Subject'),
  sentence: { ...text, description: 'What happened, in the language of the answer' },
  occurred: maybeRef('Occurred'),
  placed: { ...object({ day: { ...text, format: 'date' }, by: { ...text, enum: ['occurred', 'publication'] } }), nullable: true },
  recordedAt: { ...text, format: 'date-time', description: 'When we wrote it down, UTC' },
  sources: listOf(ref('CitedSource')),
  figures: listOf(figureWithLabel),
  status: maybeRef('Code'),
  commune: maybeRef('Commune'),
  territoryIds: listOf(text),
  theme: maybe(text),
  related: listOf(object({ kind: text, id: text, href: text })),
  reason: maybe(text),
  exception: { ...object({ rule: text, reason: text }), nullable: true, description: 'The rule that the published fact breaks' },
  corrected: { ...object({ by: text, href: text }), nullable: true },
  disputed: { ...object({ href: text }), nullable: true },
  data: { type: 'object', description: 'Payload of the event' },
  visibility: ref('Code'),
  revision: { type: 'integer' },
  recordedBy: text,
  onBehalfOf: maybe(text),
};
/** Properties of a fact that only those who see everything get. */
export const FOR_OFFICERS = ['visibility', 'revision', 'recordedBy', 'onBehalfOf'];

/** What every answer says of itself. */
export const frame: Record<string, JsonSchema> = {
  at: { ...maybe(text), description: 'True by then; null: no limit' },
  asOf: { ...maybe(text), description: 'Known by then; null: now' },
  asOfBasis: { ...text, enum: ['recorded', 'publication'] },
  asOfBasisLabel: text,
  language: { ...text, enum: ['fr', 'en'] },
  licence: object({ name: text, url: text }),
};

const holder = object({
  name: text,
  role: ref('Code'),
  from: { ...maybe(text), description: 'EDTF, as precisely as the source says' },
  until: maybe(text),
  period: { ...maybe(text), description: 'Both in words' },
  eventId: text,
});

export const READ_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Code: object({ code: text, label: text }),
  Commune: object({ code: text, name: maybe(text) }),
  Subject: object(subject),
  Occurred: object(
    { edtf: text, earliest: maybe(text), latest: maybe(text), text, raw: text },
    ['raw'],
    'When it happened, as precisely as the source says',
  ),
  CitedSource: object({
    id: text,
    title: maybe(text),
    publisher: maybe(text),
    date: maybeRef('Occurred'),
    url: maybe(text),
    locator: maybe(text),
  }),
  Entry: object(entry, FOR_OFFICERS, 'A fact as the timeline tells it'),
  Timeline: object({ items: listOf(ref('Entry')), next: maybe({ ...text, format: 'uri-reference' }), ...frame }),
  ListedSubject: object(
    {
      ...subject,
      status: maybeRef('Code'),
      commune: maybeRef('Commune'),
      first: maybe(text),
      last: maybe(text),
      facts: { type: 'integer' },
      link: ref('Link'),
    },
    ['link'],
    'A subject of a list; a document with its `link` where the list is of those whose address gave an outcome',
  ),
  Subjects: object({ items: listOf(ref('ListedSubject')), next: maybe({ ...text, format: 'uri-reference' }), ...frame }),
  Claim: object({
    eventId: text,
    text,
    figure: maybeRef('Figure'),
    date: { type: 'object', nullable: true },
    status: maybeRef('Code'),
    said: { type: 'object', nullable: true },
    occurred: { ...object({ edtf: text, text }), nullable: true },
    shares: listOf(object({ value: { type: 'number' }, outOf: { type: 'number' }, of: text })),
    breakdown: listOf(object({ kind: text, value: { type: 'number' } })),
    note: maybe(text),
    sources: listOf(ref('CitedSource')),
    recordedAt: text,
    contradicts: listOf(text),
    preferred: { type: 'boolean' },
  }),
  ClaimGroup: object({ about: text, label: text, diverging: { type: 'boolean' }, claims: listOf(ref('Claim')) }),
  Dispute: object({
    id: text,
    about: text,
    label: text,
    reason: text,
    between: listOf(text),
    open: { type: 'boolean' },
    settlement: { ...object({ preferred: maybe(text), reason: text, decidedBy: text }), nullable: true },
  }),
  Claims: object({ subject: ref('Subject'), groups: listOf(ref('ClaimGroup')), disputes: listOf(ref('Dispute')), ...frame }),
  State: object({
    name: maybe(text),
    status: maybeRef('Code'),
    commune: maybeRef('Commune'),
    figures: listOf(object({ about: text, label: text, text, status: maybeRef('Code'), eventId: text, ...figure }, OF_FIGURE)),
    occupants: listOf(holder),
    holders: listOf(holder),
    uses: listOf(text),
    openDisputes: listOf(text),
    labels: listOf(text),
  }),
  Story: object(
    {
      subject: ref('Subject'),
      state: ref('State'),
      facts: { type: 'integer' },
      claims: object({ groups: listOf(ref('ClaimGroup')), disputes: listOf(ref('Dispute')) }),
      links: { type: 'object', additionalProperties: { type: 'string' } },
      revision: { type: 'integer', description: 'For If-Match; officers, auditors and administrators only' },
      ...frame,
    },
    ['revision'],
  ),
  Step: object(
    { index: { type: 'integer' }, total: { type: 'integer' }, entry: ref('Entry'), state: ref('State') },
    [],
    'Data of each event of a replay',
  ),
};
