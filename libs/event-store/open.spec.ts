import { MemoryEventStore } from './memory/memory-event-store.js';
import { openEventStore } from './open.js';

it('opens the store that an address names', async () => {
  expect(await openEventStore('memory:')).toBeInstanceOf(MemoryEventStore);
});

it.each([
  ['esdb://admin:changeit@localhost:2113?tls=false', /tls=false/],
  ['esdb://admin:changeit@localhost:2113?tlsVerifyCert=false', /tlsCAFile/],
  ['esdb://admin:changeit@localhost:2113?tlsCAFile=missing.pem', /certificate/],
  ['esdb://admin:changeit@localhost:2113?colour=blue', /no option "colour"/],
  ['esdb+discover://admin:changeit@', /no address of an EventStoreDB/],
  ['esdb://admin:changeit@localhost:2113?streamPrefix=Artois', /streamPrefix/],
  ['mysql://admin:changeit@localhost', /"mysql"/],
  ['admin:changeit@localhost', /scheme/],
])('refuses %s without repeating its password', async (url, message) => {
  const error = await openEventStore(url).catch((refusal: Error) => refusal);
  expect(error).toMatchObject({ message: expect.stringMatching(message) });
  expect((error as Error).message).not.toContain('changeit');
});
