// A process to be killed: writes to the store at EVENT_STORE_URL until then, and says on standard output what was acknowledged, at once.
import { openEventStore } from '@app/event-store';
import { writeSync } from 'node:fs';
import { write } from './writers.js';

const store = await openEventStore(process.env.EVENT_STORE_URL!);
await write(
  store,
  (acknowledged) => writeSync(1, `${JSON.stringify(acknowledged)}\n`),
  () => false,
);
