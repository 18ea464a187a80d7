import { MeasuredRow } from '@app/measuring';
import { FEW } from '@app/projecting';
import { Entity, Index } from 'typeorm';

/** Areas of sites by what becomes of them, brownfields, and the land account. */
@Entity({ schema: 'rm', name: 'gis_fact' })
@Index(['measure', 'communeCode', 'dayFrom'])
@Index(['placeStream', 'measure'], { where: 'place_stream IS NOT NULL' })
@Index(['streamId', 'measure', 'claim'])
@Index(FEW, ['refers'], { where: 'refers IS NOT NULL' })
@Index(FEW, ['claim'], { where: `measure = 'dispute'` })
@Index(['territoryIds'])
export class GisFact extends MeasuredRow {}
