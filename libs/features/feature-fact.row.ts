import { FactRow } from '@app/projecting';
import { Column, Entity, Index } from 'typeorm';

/** What one fact says of the thing that becomes a feature: part of a site, a project, an aid. Read by no query; features are made of it. */
@Entity({ schema: 'rm', name: 'feature_fact' })
@Index(['bundle'])
export class FeatureFactRow extends FactRow {
  /** `site-bridgestone-bethune`, `aid-fonds-de-revitalisation--maisons-cir`. */
  @Column('text') thing: string;
  /** The things that are made together have the same: the thing itself, or the project whose place an aid has that names none of its own. */
  @Column('text') bundle: string;
  @Column('int') revision: number;
  /** First and last day it may have occurred; null where its source does not say. */
  @Column('date', { nullable: true }) earliest: string | null;
  @Column('date', { nullable: true }) latest: string | null;
  /** JSON text of a `Saying`. */
  @Column('text') says: string;
}
