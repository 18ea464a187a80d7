import { MeasuredRow } from '@app/measuring';
import { Entity, Index } from 'typeorm';

/** Jobs promised, created, kept and lost; people reclassified; training. */
@Entity({ schema: 'rm', name: 'employment_fact' })
@Index(['measure', 'communeCode', 'dayFrom'])
@Index(['measure', 'dayFrom'])
@Index(['placeStream', 'measure'])
@Index(['streamId', 'measure', 'claim'])
@Index(['refers'], { where: 'refers IS NOT NULL' })
@Index(['claim'], { where: `measure = 'dispute'` })
@Index(['territoryIds'])
export class EmploymentFact extends MeasuredRow {}
