import type { EventStore } from '@app/event-store';
import type { PersonKeys } from '../keys/port.js';

/** Where erasures are recorded, all of them in one stream, and the event that says so: see `libs/domain/erasures`. */
export const REGISTER = 'erasure-register';
const ERASED = 'PersonErased';

/**
 * Carries out what the register records: the key of whoever was erased is destroyed, whatever stopped the program that recorded it, and again in
 * keys that came back from an older backup. It is asked before any key is used, so that no recorded erasure is ever read past.
 */
export class Erasures {
  /** The first revision of the register that this program has not carried out. */
  private from = 0;
  private underWay: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(
    private readonly store: Pick<EventStore, 'readStream'>,
    private readonly keys: PersonKeys,
  ) {}

  /** Resolves once every erasure recorded before the call is carried out. @throws {StoreUnavailable} when that cannot be known */
  carryOut(): Promise<void> {
    if (!this.underWay) {
      this.underWay = this.run().finally(() => (this.underWay = undefined));
      return this.underWay;
    }
    // The one under way may have looked before the call: those who come meanwhile share the one after it.
    this.next ??= this.underWay
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.carryOut();
      });
    return this.next;
  }

  private async run(): Promise<void> {
    for await (const { type, data, recordedAt, eventId, revision } of this.store.readStream(REGISTER, { from: this.from })) {
      if (type === ERASED) await this.keys.destroy((JSON.parse(data) as { personId: string }).personId, { recordedAt, eventId });
      this.from = revision + 1;
    }
  }
}
