import type { JsonSchema } from '@app/http';
import { frame, listOf, maybe, object, ref, text } from '../reading/wire/schemas.js';

const number: JsonSchema = { type: 'number' };
const count: JsonSchema = { type: 'integer', minimum: 0 };
const href: JsonSchema = { ...text, format: 'uri-reference' };
const office: JsonSchema = {
  ...maybe(text),
  description: 'The office, else the account, that recorded it; for officers, auditors and administrators',
};

/** What the report of late recordings and corrections answers, for the OpenAPI document. */
export const RESTATEMENT_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  MovedIndicator: object(
    {
      observatory: text,
      key: text,
      label: text,
      unit: object({ code: text, label: text }),
      territory: object({ id: text, name: text }),
      year: maybe({ type: 'integer' }),
      before: maybe(number),
      after: maybe(number),
      withheld: { type: 'boolean', description: 'It moved by a group of fewer than five people: the two figures are not told' },
      href,
    },
    [],
    'An indicator as it was known just before, and with what was recorded at that instant',
  ),
  RestatedFact: object(
    {
      fact: ref('Version'),
      sort: ref('Code'),
      since: { ...text, format: 'date-time', description: 'When it was recorded, corrected or withdrawn, UTC' },
      lag: { ...maybe({ type: 'integer' }), description: 'Days; null where the last possible day of the fact is not known' },
      office,
      indicators: listOf(ref('MovedIndicator')),
    },
    ['office', 'indicators'],
  ),
  RestatementSummary: object(
    {
      kind: text,
      kindLabel: text,
      office,
      recordings: count,
      corrections: count,
      retractions: count,
      median: maybe(number),
      ninetieth: maybe(number),
    },
    ['office'],
    'Facts and their lags, in days, by kind of subject and, for those who see it, by office',
  ),
  Restatements: object(
    {
      rule: { ...text, description: 'How the lag is counted' },
      summary: { ...listOf(ref('RestatementSummary')), description: 'Of all pages; on the first' },
      items: listOf(ref('RestatedFact')),
      next: maybe(href),
      ...frame,
    },
    ['summary'],
  ),
};
