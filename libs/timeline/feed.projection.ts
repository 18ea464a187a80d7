import { into, placeOf, type Projection } from '@app/projecting';
import { FeedRow } from './rows/feed-row.js';

/** The order in which the change feed tells events. A table of its own: it is made beside the timeline, which need not be rebuilt. */
export const feedProjection: Projection = {
  name: 'feed',
  version: 2,
  tables: [FeedRow],
  rows: ({ position, type, recordedAt }) => [into(FeedRow, { place: placeOf(position), type, recordedAt })],
};
