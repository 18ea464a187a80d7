import { anyOf, code, identifier, moment, whole, type Given } from '@app/http';
import { subjects } from '@app/domain';
import type { FeedFilter } from '@app/timeline';
import { TYPES } from '../reading/filters.js';
import { MOMENT, PAGE } from '../reading/moment.js';

/** What narrows the change feed. */
export const FEED_FILTERS = {
  type: anyOf([...TYPES, 'FactCorrected', 'FactRetracted'], 'Types of events'),
  kind: anyOf(
    subjects.map(({ kind }) => kind),
    'Kinds of subjects',
  ),
  subject: code(/^[a-z]+-[a-z0-9-]{1,80}$/, 'site-bridgestone-bethune', 'Events of this subject'),
  territory: identifier('Events of this territory, as they were known to be when they entered the feed, those inside it included'),
  since: moment('Entered the feed then or later (recorded or, for the public, made public): a day’s end or an instant.'),
  until: moment('Entered the feed by then: a day’s end or an instant.'),
};

const { lang, minPosition } = MOMENT;
const CURSOR = { cursor: PAGE.cursor, lang, minPosition };

export const FEED = {
  ...FEED_FILTERS,
  limit: whole(1, 500, 100, 'Most events of an answer'),
  wait: whole(0, 30, 0, 'Seconds to wait for an event when there is none'),
  ...CURSOR,
};

export const STREAM = { ...FEED_FILTERS, ...CURSOR };

export type GivenFilters = Given<typeof FEED_FILTERS>;

export function feedFilterOf({ type, kind, subject, territory, since, until }: GivenFilters): FeedFilter {
  return { types: type, kinds: kind, streamId: subject, territory, since, until };
}
