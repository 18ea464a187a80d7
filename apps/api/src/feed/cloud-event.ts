import { figuresIn } from '../reading/wire/figures.js';
import { addressOf, related } from '../reading/wire/narrator.js';
import type { FeedEntry, Words } from '@app/timeline';

export const SPEC_VERSION = '1.0';
export const BATCH_TYPE = 'application/cloudevents-batch+json';

/** Where events come from: with `id`, it names an event for ever. */
const SOURCE = '/api/v1/events';

/**
 * An event as a CloudEvent (1.0, JSON). It says what was recorded then: it is the same whenever it is read, and what corrected it since is an event
 * of its own.
 */
export function cloudEventOf({ entry, at }: FeedEntry, words: Words, seesAll: boolean) {
  const { occurred, communeCode } = entry;
  return {
    specversion: SPEC_VERSION,
    id: entry.eventId,
    source: SOURCE,
    type: `palimpseste.${entry.type}`,
    subject: `${entry.kind}-${entry.subjectId}`,
    time: entry.recordedAt,
    datacontenttype: 'application/json',
    visiblesince: at.since,
    data: {
      subject: { kind: entry.kind, kindLabel: words.kind(entry.kind), id: entry.subjectId, href: addressOf(entry.kind, entry.subjectId) },
      sentence: words.sentence(entry.kind, entry.type, entry.data),
      occurred: occurred && { ...occurred, text: words.date(occurred) },
      sources: entry.citations.map(({ documentId, locator }) => ({
        id: documentId,
        locator: locator ?? null,
        href: addressOf('source', documentId),
      })),
      figures: figuresIn(entry.data, words),
      commune: communeCode === null ? null : { code: communeCode, name: entry.communeName },
      territoryIds: entry.territoryIds,
      theme: entry.theme,
      related: entry.related.map(related),
      reason: entry.reason,
      exception: entry.exception,
      payload: entry.data,
      ...(seesAll && {
        visibility: { code: entry.visibility, label: words.visibility(entry.visibility) },
        revision: entry.revision,
        recordedBy: entry.recordedBy,
        onBehalfOf: entry.onBehalfOf,
      }),
    },
  };
}
