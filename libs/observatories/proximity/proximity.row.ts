import { MeasuredRow } from '@app/measuring';
import { Entity, Index } from 'typeorm';

/** Aid to very small firms, shops and craft; labels that reward circular or social economy; requests at the one-stop desk. */
@Entity({ schema: 'rm', name: 'proximity_fact' })
@Index(['measure', 'communeCode', 'dayFrom'])
@Index(['measure', 'dayFrom'])
@Index(['placeStream', 'measure'])
@Index(['streamId', 'measure', 'claim'])
@Index(['refers'], { where: 'refers IS NOT NULL' })
@Index(['claim'], { where: `measure = 'dispute'` })
@Index(['territoryIds'])
export class ProximityFact extends MeasuredRow {}
