import { MeasuredRow } from '@app/measuring';
import { Entity } from 'typeorm';

/** Office floor area from its announcement to its vacancy, and the jobs of services. */
@Entity({ schema: 'rm', name: 'tertiary_fact' })
export class TertiaryFact extends MeasuredRow {}
