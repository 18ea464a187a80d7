import { MeasuredRow } from '@app/measuring';
import { Entity, Index } from 'typeorm';

/** Aid, envelopes, investment and the steps of projects; labels; series that others publish. */
@Entity({ schema: 'rm', name: 'conjuncture_fact' })
@Index(['measure', 'communeCode', 'dayFrom'])
@Index(['measure', 'dayFrom'])
@Index(['placeStream', 'measure'])
@Index(['streamId', 'measure', 'claim'])
@Index(['refers'], { where: 'refers IS NOT NULL' })
@Index(['claim'], { where: `measure = 'dispute'` })
@Index(['territoryIds'])
export class ConjunctureFact extends MeasuredRow {}
