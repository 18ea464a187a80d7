import type { JsonSchema } from '@app/http';
import { DIMENSIONS, INDICATOR_UNITS } from '@app/measuring';
import { frame, listOf, maybe, object, ref, text } from '../reading/wire/schemas.js';

const number: JsonSchema = { type: 'number' };
const integer: JsonSchema = { type: 'integer' };
const flag = (description: string): JsonSchema => ({ type: 'boolean', description });
const day = maybe({ ...text, format: 'date' });
const href: JsonSchema = { ...text, format: 'uri-reference' };
const byDimension: JsonSchema = { type: 'object', additionalProperties: maybe(text) };

const observatory: Record<string, JsonSchema> = { key: text, label: text, purpose: text, href, indicators: listOf(ref('Indicator')) };

/** What stands beside every figure: which indicator, where, on which boundaries, when. */
const framing: Record<string, JsonSchema> = {
  indicator: ref('Indicator'),
  territory: object({ id: text, name: text, kind: text, population: maybe(integer) }),
  boundaries: ref('Boundaries'),
  period: object({ from: day, to: day }),
  by: listOf({ ...text, enum: [...DIMENSIONS] }),
  filter: { type: 'object', additionalProperties: text },
};

const figures: Record<string, JsonSchema> = {
  value: { ...maybe(number), description: 'Null when there is nothing to compute it from, or when it must not be told' },
  low: { ...maybe(number), description: 'Lowest that the sources allow, contradictions included' },
  high: { ...maybe(number), description: 'Highest that the sources allow, contradictions included' },
  sure: { ...maybe(number), description: 'Of a flow: what surely falls within the period' },
  possible: { ...maybe(number), description: 'Of a flow: what may fall within the period, given uncertain dates' },
  facts: integer,
  subjects: integer,
  disputed: flag('Sources contradict each other'),
  approximate: flag('A source says “about”, “at least” or “at most”'),
  withheld: flag('Groups of fewer than five people are put together or left out'),
};

const contributedBy: Record<string, JsonSchema> = {
  eventId: { ...text, format: 'uuid' },
  role: { ...text, enum: ['counted', 'subtracted', 'denominator'] },
  ordinal: integer,
  subject: object({ kind: text, id: text, href }),
  measure: text,
  status: maybe(text),
  category: maybe(text),
  key: byDimension,
  share: { ...number, description: 'What counts of it here; the shares of a role add up to the figure’s part' },
  low: maybe(number),
  high: maybe(number),
  value: { ...maybe(number), description: 'What the event says' },
  dayFrom: day,
  dayTo: day,
  commune: { ...object({ code: text, name: maybe(text) }), nullable: true },
  disputed: flag('Another source says otherwise'),
  firstRecorded: { ...text, format: 'date-time' },
  sources: listOf(object({ id: text, title: maybe(text), url: maybe(text) })),
};

/** What the reads of observatories answer, for the OpenAPI document. */
export const OBSERVATORY_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Indicator: object({
    key: text,
    label: text,
    unit: object({ code: { ...text, enum: [...INDICATOR_UNITS] }, label: text }),
    definition: text,
    denominator: maybe(text),
    rule: { ...text, description: 'How it is made, in words' },
    source: object({ title: text, url: maybe(text) }),
    by: listOf({ ...text, enum: [...DIMENSIONS] }),
    people: flag('Counts people: small groups are not told'),
    href,
  }),
  Observatory: object({ ...observatory, ...frame }),
  Observatories: object({ items: listOf(object(observatory)), ...frame }),
  Figures: object({
    ...framing,
    items: listOf(object({ key: byDimension, labels: byDimension, ...figures })),
    undated: { ...object({ facts: integer, value: maybe(number) }), nullable: true, description: 'What has no date, and is in no period' },
    ...frame,
  }),
  FactsOfFigure: object({ ...framing, items: listOf(object(contributedBy)), next: maybe(href), ...frame }),
  Restatement: object({
    ...framing,
    since: { ...text, format: 'date-time' },
    before: maybe(number),
    after: maybe(number),
    parts: object({ rule: number, boundaries: number, corrections: number, news: number }, [], 'They add up to after − before'),
    changes: listOf(
      object({
        eventId: { ...text, format: 'uuid' },
        because: { ...text, enum: ['news', 'correction'] },
        before: number,
        after: number,
        subject: object({ kind: text, id: text, href }),
      }),
    ),
    more: flag('There are more changes than are told'),
    ...frame,
  }),
};
