import { MemoryEventStore } from './memory/memory-event-store.js';
import { openEventStore } from './open.js';

it('opens the store that an address names', async () => {
  expect(await openEventStore('memory:')).toBeInstanceOf(MemoryEventStore);
});

it.each([
  ['esdb://admin:changeit@localhost:2113', /no adapter for it yet/],
  ['esdb+discover://admin:changeit@cluster', /no adapter for it yet/],
  ['mysql://admin:changeit@localhost', /"mysql"/],
  ['admin:changeit@localhost', /scheme/],
])('refuses %s without repeating its password', async (url, message) => {
  const error = await openEventStore(url).catch((refusal: Error) => refusal);
  expect(error).toMatchObject({ message: expect.stringMatching(message) });
  expect((error as Error).message).not.toContain('changeit');
});
