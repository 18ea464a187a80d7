import { openEventStore } from '@app/event-store';
import { newEventId } from '@app/kernel';
import { eventStoreContract } from '../../libs/event-store/contract/contract.js';

/** A real EventStoreDB or KurrentDB, used or not: each store keeps to stream names of its own. */
const url = process.env.EVENTSTORE_URL;

if (url) {
  eventStoreContract('a real EventStoreDB', async () => {
    const store = await openEventStore(`${url}${url.includes('?') ? '&' : '?'}streamPrefix=t${newEventId().replaceAll('-', '')}-`);
    return { store, close: () => store.close() };
  });
} else {
  it('waits for EVENTSTORE_URL', () => expect(url).toBeUndefined());
}
