import { MeasuredRow } from '@app/measuring';
import { Entity } from 'typeorm';

/** Aid, envelopes, investment and the steps of projects; labels; series that others publish. */
@Entity({ schema: 'rm', name: 'conjuncture_fact' })
export class ConjunctureFact extends MeasuredRow {}
