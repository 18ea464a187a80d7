import { MeasuredRow } from '@app/measuring';
import { Entity } from 'typeorm';

/** Aid to very small firms, shops and craft; labels that reward circular or social economy; requests at the one-stop desk. */
@Entity({ schema: 'rm', name: 'proximity_fact' })
export class ProximityFact extends MeasuredRow {}
