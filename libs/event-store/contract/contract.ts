import type { EventStore } from '../port.js';
import { appendingContract } from './appending.js';
import { readingContract } from './reading.js';
import { subscribingContract } from './subscribing.js';

/** What a test needs of an adapter: a store with nothing in it but what this run wrote, and its end. */
export interface StoreUnderTest {
  readonly store: EventStore;
  readonly close: () => Promise<void>;
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
  });
}
