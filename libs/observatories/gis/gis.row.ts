import { MeasuredRow } from '@app/measuring';
import { Entity } from 'typeorm';

/** Areas of sites by what becomes of them, brownfields, and the land account. */
@Entity({ schema: 'rm', name: 'gis_fact' })
export class GisFact extends MeasuredRow {}
