import type { EventStore } from '@app/event-store';
import { Erasures } from './erasing/erasures.js';
import type { PersonKeys } from './keys/port.js';
import { Revealing } from './reading/revealing.js';
import { KeptPersonalData } from './sealing/kept-personal-data.js';

/** All that a program does with personal data, over one store and one set of keys. */
export class Privacy {
  readonly erasures: Erasures;
  readonly personal: KeptPersonalData;
  readonly revealing: Revealing;

  constructor(
    readonly keys: PersonKeys,
    store: Pick<EventStore, 'readStream'>,
  ) {
    this.erasures = new Erasures(store, keys);
    this.personal = new KeptPersonalData(keys, this.erasures);
    this.revealing = new Revealing({ keys, erasures: this.erasures });
  }
}
