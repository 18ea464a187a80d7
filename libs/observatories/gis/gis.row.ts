import { MeasuredRow } from '@app/measuring';
import { Entity, Index } from 'typeorm';

/** Areas of sites by what becomes of them, brownfields, and the land account. */
@Entity({ schema: 'rm', name: 'gis_fact' })
@Index(['measure', 'communeCode', 'dayFrom'])
@Index(['measure', 'dayFrom'])
@Index(['placeStream', 'measure'])
@Index(['streamId', 'measure', 'claim'])
@Index(['refers'], { where: 'refers IS NOT NULL' })
@Index(['claim'], { where: `measure = 'dispute'` })
@Index(['territoryIds'])
export class GisFact extends MeasuredRow {}
