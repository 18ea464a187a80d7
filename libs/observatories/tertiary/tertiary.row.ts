import { MeasuredRow } from '@app/measuring';
import { Entity, Index } from 'typeorm';

/** Office floor area from its announcement to its vacancy, and the jobs of services. */
@Entity({ schema: 'rm', name: 'tertiary_fact' })
@Index(['measure', 'communeCode', 'dayFrom'])
@Index(['measure', 'dayFrom'])
@Index(['placeStream', 'measure'])
@Index(['streamId', 'measure', 'claim'])
@Index(['refers'], { where: 'refers IS NOT NULL' })
@Index(['claim'], { where: `measure = 'dispute'` })
@Index(['territoryIds'])
export class TertiaryFact extends MeasuredRow {}
