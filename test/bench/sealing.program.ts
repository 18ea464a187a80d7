import { nodeCryptography, Sealer, SigningKey, WrittenLog, type CheckpointMemory } from '@app/audit';
import { PostgresEventStore } from '@app/event-store';
import { openReadModels } from '@app/projecting';

/** A program that does nothing but carry the audit log of a database on, as a worker would beside the rest: node sealing.program.js postgres://… */
const [url] = process.argv.slice(2) as [string];
const store = await PostgresEventStore.open({ connectionString: url });
const readModels = await openReadModels({ url, entities: [] });
const memory: CheckpointMemory = { last: async () => undefined, remember: async () => undefined };
const origin = 'bench.example/journal';
const signer = SigningKey.fromSeed(origin, Buffer.alloc(32, 1));
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());
await new Sealer({ store, log: new WrittenLog(readModels), origin, signer, cryptography: nodeCryptography, memory }).run(stopping.signal);
await readModels.destroy();
await store.close();
