import { subjectOfKind } from '@app/domain';
import { FeatureFactRow, FeatureRow, featuresProjection } from '@app/features';
import { SubjectRow, subjectsProjection } from '@app/measuring';
import { observatories } from '@app/observatories';
import type { EntityClass, Projection } from '@app/projecting';
import { timelineEntities, timelineProjections } from '@app/timeline';

/** Every table that queries read and projections fill. */
export const readModelEntities: readonly EntityClass[] = [
  ...timelineEntities,
  SubjectRow,
  FeatureFactRow,
  FeatureRow,
  ...observatories.flatMap(({ entities }) => entities),
];

/** Every projection of the product; what looks others up comes after them. */
export const readModelProjections: readonly Projection[] = [
  ...timelineProjections(subjectOfKind),
  subjectsProjection,
  featuresProjection,
  ...observatories.map(({ projection }) => projection),
];
