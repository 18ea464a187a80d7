import { MeasuredRow } from '@app/measuring';
import { FEW } from '@app/projecting';
import { Entity, Index } from 'typeorm';

/** Aid, envelopes, investment and the steps of projects; labels; series that others publish. */
@Entity({ schema: 'rm', name: 'conjuncture_fact' })
@Index(['measure', 'communeCode', 'dayFrom'])
@Index(['placeStream', 'measure'], { where: 'place_stream IS NOT NULL' })
@Index(['streamId', 'measure', 'claim'])
@Index(FEW, ['refers'], { where: 'refers IS NOT NULL' })
@Index(FEW, ['claim'], { where: `measure = 'dispute'` })
@Index(['territoryIds'])
export class ConjunctureFact extends MeasuredRow {}
