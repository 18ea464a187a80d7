import { MeasuredRow } from '@app/measuring';
import { Entity } from 'typeorm';

/** Jobs promised, created, kept and lost; people reclassified; training. */
@Entity({ schema: 'rm', name: 'employment_fact' })
export class EmploymentFact extends MeasuredRow {}
