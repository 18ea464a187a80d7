import type { SubjectModule } from '@app/kernel';
import type { Projection } from '@app/projecting';
import { capturesProjection } from './captures.projection.js';
import { claimsProjection } from './claims.projection.js';
import { personMentionsProjection } from './person-mentions.projection.js';
import { referencesProjection } from './references.projection.js';
import { CaptureEndRow, CaptureRow } from './rows/capture-row.js';
import { DisputeRow } from './rows/dispute-row.js';
import { PersonMentionRow } from './rows/person-mention-row.js';
import { MembershipRow, PublicationRow, TerritoryRow } from './rows/reference-rows.js';
import { TimelineRow } from './rows/timeline-row.js';
import { timelineProjection } from './timeline.projection.js';

/** The entities that queries and tables are made from. */
export const timelineEntities = [
  TimelineRow,
  DisputeRow,
  PublicationRow,
  TerritoryRow,
  MembershipRow,
  CaptureRow,
  CaptureEndRow,
  PersonMentionRow,
];

/** References first: the others look documents up. */
export const timelineProjections = (subjectOfKind: (kind: string) => SubjectModule | undefined): readonly Projection[] => [
  referencesProjection,
  timelineProjection(subjectOfKind),
  claimsProjection,
  capturesProjection,
  personMentionsProjection,
];

export * from './queries/captures.queries.js';
export * from './queries/claims.queries.js';
export * from './queries/coverage.queries.js';
export type * from './queries/entry.js';
export * from './queries/feed.queries.js';
// Kept under this name for who reads the timeline: what is known at a moment is told by the read models themselves.
export { BASES, NOW, PUBLIC_READER, type Basis, type Moment, type Reader } from '@app/projecting';
export { communeName, scopeOf, type Scope } from './queries/scope.js';
export type { Difference, Disagreement, Version } from './queries/history.js';
export * from './queries/history.queries.js';
export { LINK_OUTCOMES, type Link, type LinkOutcome } from './queries/links.sql.js';
export * from './queries/names.queries.js';
export * from './queries/person-mentions.queries.js';
export * from './queries/restatements.queries.js';
export * from './queries/sources.queries.js';
export * from './queries/subjects.queries.js';
export * from './queries/timeline.queries.js';
export * from './stories/deciders.js';
export * from './stories/state.js';
export * from './stories/story.js';
export { statusesFr } from './words/labels.fr.js';
export { wordsIn, type Language, type Words } from './words/words.js';
