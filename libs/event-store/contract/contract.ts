import type { EventStore } from '../port.js';
import { appendingContract } from './appending.js';
import { interleavingContract, type HeldAppend } from './interleaving.js';
import { readingContract } from './reading.js';
import { restoringContract } from './restoring.js';
import { subscribingContract } from './subscribing.js';
import type { StreamAppend } from '../port.js';

/** What a test needs of an adapter: a store with nothing in it but what this run wrote, and its end. */
export interface StoreUnderTest {
  readonly store: EventStore;
  readonly close: () => Promise<void>;
  /** Appends in a transaction that stays open; left out by a store whose appends cannot overlap. */
  readonly hold?: (append: StreamAppend) => Promise<HeldAppend>;
}

/** The contract that every adapter keeps. Stream names are fresh each time, so that a used server will do. */
export function eventStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the event store contract, on ${name}`, () => {
    let under: StoreUnderTest;
    beforeAll(async () => {
      under = await open();
    });
    afterAll(() => under?.close());
    const store = () => under.store;

    appendingContract(store);
    readingContract(store);
    subscribingContract(store);
    interleavingContract(() => under);
    restoringContract(store, open);
  });
}
