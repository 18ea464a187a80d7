import { FactRow } from '@app/projecting';
import { Column, Entity, Index } from 'typeorm';

/** Who a version is for: each knows other facts, and knows them from other moments on. */
export const AUDIENCES = ['public', 'insiders'] as const;
export type Audience = (typeof AUDIENCES)[number];

/**
 * One version of a feature, ready to be sent: so it was on the days `validFrom`..`validTo`, by what its audience knew from `recordedFrom` until
 * `recordedTo`. For one audience and one moment of both times there is one version of a feature, or none. `visibleFrom` means nothing here.
 */
@Entity({ schema: 'rm', name: 'feature' })
@Index(['thing'])
@Index(['collection', 'audience', 'featureId', 'recordedFrom', 'recordedTo', 'began', 'ended'], { where: 'NOT over AND valid_to IS NULL' })
@Index(['collection', 'audience', 'featureId', 'recordedFrom', 'recordedTo', 'validFrom', 'validTo'])
@Index(['box'], { where: 'NOT over AND valid_to IS NULL' })
export class FeatureRow extends FactRow {
  @Column('text') thing: string;
  @Column('text') collection: string;
  @Column('text', { name: 'feature_id' }) featureId: string;
  @Column('text') audience: Audience;
  /** Nobody reads it who reads what is known now: when it was made, its `recordedTo` had passed. */
  @Column('boolean') over: boolean;
  /** First day on which it was so; null: always, as far as is known. */
  @Column('date', { name: 'valid_from', nullable: true }) validFrom: string | null;
  /** First day on which it was no longer so; null: none is known. */
  @Column('date', { name: 'valid_to', nullable: true }) validTo: string | null;
  /** The feature's own time: first and last day. */
  @Column('date', { nullable: true }) began: string | null;
  @Column('date', { nullable: true }) ended: string | null;
  /** What surrounds its geometry (degrees, WGS 84); `EVERYWHERE` where it has none, since every rectangle then holds it. */
  @Column('box') box: string;
  /** Its outlines as `MEETS` reads them; null of a point, whose box says all. */
  @Column('text', { nullable: true }) shape: string | null;
  /** JSON text of its GeoJSON geometry (WGS 84, longitude first), `null` where it has none. */
  @Column('text') geometry: string;
  /** JSON text of its properties: labels are in a language. */
  @Column('text', { name: 'properties_fr' }) propertiesFr: string;
  @Column('text', { name: 'properties_en' }) propertiesEn: string;
}
