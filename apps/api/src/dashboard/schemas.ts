import type { JsonSchema } from '@app/http';
import { frame, listOf, maybe, maybeRef, object, ref, text } from '../reading/wire/schemas.js';

const number: JsonSchema = { type: 'number' };
const integer: JsonSchema = { type: 'integer' };
const nullable = (schema: JsonSchema): JsonSchema => ({ ...schema, nullable: true });
const day = maybe({ ...text, format: 'date' });
const coded = nullable(object({ code: text, text }));
const standing = object({ atTheEnd: maybe(number), within: maybe(number) }, [], 'On 31 December, and the change within the year');

const result: Record<string, JsonSchema> = {
  ...Object.fromEntries(['value', 'low', 'high', 'sure', 'possible'].map((name) => [name, maybe(number)])),
  facts: integer,
  subjects: integer,
  disputed: { type: 'boolean' },
  approximate: { type: 'boolean' },
  withheld: { type: 'boolean' },
};

const target = object({
  targetId: text,
  target: text,
  challenge: maybe(integer),
  figure: maybeRef('TargetFigure'),
  due: nullable(object({ edtf: text, text })),
  eventId: { ...text, format: 'uuid' },
  occurred: maybeRef('Occurred'),
  sources: listOf(ref('CitedSource')),
  measure: nullable(object({ indicator: text, eventId: { ...text, format: 'uuid' }, reason: maybe(text) })),
  indicator: maybeRef('Indicator'),
  territory: nullable(object({ id: text, name: text, kind: text, population: maybe(integer) })),
  period: nullable(object({ from: day, to: day })),
  result: { ...nullable(object(result)), description: 'What the indicator reads; the same as the observatory answers' },
  share: { ...maybe(number), description: 'Of the target, what is reached: 1 is all of it' },
  reached: nullable(object({ code: { ...text, enum: ['reached', 'not-reached', 'uncertain'] }, label: text })),
  missing: coded,
});

/** What the dashboard answers, for the OpenAPI document. */
export const DASHBOARD_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  TargetFigure: object(
    {
      value: number,
      low: number,
      high: number,
      unit: text,
      bound: text,
      outOf: { type: 'object' },
      definition: text,
      observed: text,
      text,
    },
    ['value', 'low', 'high', 'bound', 'outOf', 'definition', 'observed'],
  ),
  Target: target,
  Dashboard: object({
    rule: text,
    items: listOf(
      object({
        decision: object({
          kind: text,
          kindLabel: text,
          id: text,
          name: maybe(text),
          href: text,
          eventId: { ...text, format: 'uuid' },
          occurred: maybeRef('Occurred'),
          sources: listOf(ref('CitedSource')),
          inForce: { type: 'boolean' },
        }),
        challenges: listOf(object({ no: integer, name: text, target: maybe(text) })),
        targets: listOf(ref('Target')),
      }),
    ),
    ...frame,
  }),
  Trajectory: object({
    pledged: ref('Indicator'),
    realised: ref('Indicator'),
    rule: text,
    years: listOf(object({ year: integer, isWhole: { type: 'boolean' }, pledged: standing, realised: standing })),
    forecast: nullable(
      object({
        label: text,
        rule: { ...text, description: 'How it is made, with its formula' },
        level: number,
        from: integer,
        to: integer,
        years: listOf(object({ year: integer, value: number, low: number, high: number })),
      }),
    ),
    noForecast: coded,
    territory: object({ id: text, name: text, kind: text, population: maybe(integer) }),
    boundaries: ref('Boundaries'),
    period: object({ from: day, to: day }),
    by: listOf(text),
    filter: { type: 'object', additionalProperties: text },
    ...frame,
  }),
};
