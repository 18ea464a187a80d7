import type { JsonSchema } from '@app/http';
import { figureWithLabel, FOR_OFFICERS, listOf, maybe, maybeRef, object, ref, text } from '../reading/wire/schemas.js';

const instant: JsonSchema = { ...text, format: 'date-time' };
const href: JsonSchema = { ...text, format: 'uri-reference' };

/** What the change feed answers, for the OpenAPI document. */
export const FEED_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  CloudEvent: object(
    {
      specversion: { ...text, enum: ['1.0'] },
      id: { ...text, format: 'uuid', description: 'Identifier of the event, the same in every read' },
      source: href,
      type: { ...text, description: '`palimpseste.` and the type of the event', example: 'palimpseste.SiteClosed' },
      subject: { ...text, example: 'site-bridgestone-bethune' },
      time: { ...instant, description: 'When it was recorded, UTC' },
      datacontenttype: text,
      visiblesince: { ...instant, description: 'When it entered this reader’s feed: later than `time` for what was a secret' },
      data: ref('ChangedFact'),
    },
    [],
    'CloudEvents 1.0. What was recorded then, whatever corrected it since: corrections and retractions are events of their own',
  ),
  ChangedFact: object(
    {
      subject: object({ kind: text, kindLabel: text, id: text, href }),
      sentence: { ...text, description: 'What happened, in the language of the answer' },
      occurred: maybeRef('Occurred'),
      sources: listOf(object({ id: text, locator: maybe(text), href })),
      figures: listOf(figureWithLabel),
      commune: maybeRef('Commune'),
      territoryIds: listOf(text),
      theme: maybe(text),
      related: listOf(object({ kind: text, id: text, href: text })),
      reason: maybe(text),
      exception: { ...object({ rule: text, reason: text }), nullable: true },
      payload: { type: 'object', description: 'Payload of the event' },
      visibility: ref('Code'),
      revision: { type: 'integer' },
      recordedBy: text,
      onBehalfOf: maybe(text),
    },
    FOR_OFFICERS,
  ),
  CloudEvents: listOf(ref('CloudEvent')),
  Atom: { ...text, description: 'An Atom feed (RFC 4287) with pages (RFC 5005); the names of its entries are those of the events' },
};
