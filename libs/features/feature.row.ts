import { DerivedRow } from '@app/projecting';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Who a version is for: the public and those who see everything know other facts, or know them from other moments on. Of most things they know the same. */
export const AUDIENCES = ['everyone', 'public', 'insiders'] as const;
export type Audience = (typeof AUDIENCES)[number];

const NOW = 'NOT over AND valid_to IS NULL';

/** A rectangle is asked of one collection: it does not find there what is in the others, nor what is nowhere, which it has apart. */
function ofKind(kind: 'site' | 'project' | 'aid'): string {
  return `${NOW} AND thing >= '${kind}-' AND thing < '${kind}.' AND (box[0])[0] <= 180`;
}

/**
 * One version of a thing: so it was on the days `validFrom`..`validTo`, by what its audience knew from `recordedFrom` until `recordedTo`. For one
 * reader and one moment of both times there is one version of it, or none. It holds what is not the same for all: a page puts names beside the codes.
 */
@Entity({ schema: 'rm', name: 'feature' })
@Index(['thing', 'collections', 'audience', 'recordedFrom', 'recordedTo', 'began', 'ended'], { where: NOW })
@Index(['thing', 'collections', 'audience', 'recordedFrom', 'recordedTo', 'validFrom', 'validTo'])
@Index(['thing', 'collections', 'audience', 'recordedFrom', 'recordedTo', 'began', 'ended'], { where: `${NOW} AND (box[0])[0] > 180` })
@Index(['box'], { where: ofKind('site') })
@Index(['box'], { where: ofKind('project') })
@Index(['box'], { where: ofKind('aid') })
@Index(['bundle'])
export class FeatureRow extends DerivedRow {
  /** `site-bridgestone-bethune`: those of a kind lie side by side, in the order of their identifiers. */
  @PrimaryColumn({ type: 'text', collation: 'C' }) thing: string;
  /** What it was made with: see `FeatureFactRow.bundle`. */
  @Column('text') bundle: string;
  /** The layers that it is in, separated by commas: `sites,friches`. */
  @Column({ type: 'text', collation: 'C' }) collections: string;
  @Column({ type: 'text', collation: 'C' }) audience: Audience;
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
  /** JSON text of its own GeoJSON geometry (WGS 84, longitude first); null of one that is shown at the main place of its municipality, or nowhere. */
  @Column('text', { nullable: true }) geometry: string | null;
  /** JSON text of what its facts say of it, by property. */
  @Column('text') says: string;
}
