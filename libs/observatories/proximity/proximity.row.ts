import { MeasuredRow } from '@app/measuring';
import { FEW } from '@app/projecting';
import { Entity, Index } from 'typeorm';

/** Aid to very small firms, shops and craft; labels that reward circular or social economy; requests at the one-stop desk. */
@Entity({ schema: 'rm', name: 'proximity_fact' })
@Index(['measure', 'communeCode', 'dayFrom'])
@Index(['placeStream', 'measure'], { where: 'place_stream IS NOT NULL' })
@Index(['streamId', 'measure', 'claim'])
@Index(FEW, ['refers'], { where: 'refers IS NOT NULL' })
@Index(FEW, ['claim'], { where: `measure = 'dispute'` })
@Index(['territoryIds'])
export class ProximityFact extends MeasuredRow {}
