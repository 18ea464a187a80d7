import { MeasuredRow } from '@app/measuring';
import { FEW } from '@app/projecting';
import { Entity, Index } from 'typeorm';

/** Jobs promised, created, kept and lost; people reclassified; training. */
@Entity({ schema: 'rm', name: 'employment_fact' })
@Index(['measure', 'communeCode', 'dayFrom'])
@Index(['placeStream', 'measure'], { where: 'place_stream IS NOT NULL' })
@Index(['streamId', 'measure', 'claim'])
@Index(FEW, ['refers'], { where: 'refers IS NOT NULL' })
@Index(FEW, ['claim'], { where: `measure = 'dispute'` })
@Index(['territoryIds'])
export class EmploymentFact extends MeasuredRow {}
