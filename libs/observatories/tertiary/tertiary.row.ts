import { MeasuredRow } from '@app/measuring';
import { FEW } from '@app/projecting';
import { Entity, Index } from 'typeorm';

/** Office floor area from its announcement to its vacancy, and the jobs of services. */
@Entity({ schema: 'rm', name: 'tertiary_fact' })
@Index(['measure', 'communeCode', 'dayFrom'])
@Index(['placeStream', 'measure'], { where: 'place_stream IS NOT NULL' })
@Index(['streamId', 'measure', 'claim'])
@Index(FEW, ['refers'], { where: 'refers IS NOT NULL' })
@Index(FEW, ['claim'], { where: `measure = 'dispute'` })
@Index(['territoryIds'])
export class TertiaryFact extends MeasuredRow {}
