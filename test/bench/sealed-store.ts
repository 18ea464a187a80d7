import { installLog, nodeCryptography, Sealer, SigningKey, verifyLog, WrittenLog } from '@app/audit';
import { PostgresEventStore } from '@app/event-store';
import { newEventId, newEventNonce } from '@app/kernel';
import { openReadModels } from '@app/projecting';
import { hash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Database } from './database.js';
import { sampleEvent } from './sample.js';

const ORIGIN = 'bench.example/journal';
const signer = SigningKey.fromSeed(ORIGIN, Buffer.alloc(32, 1));
const memory = { last: async () => undefined, remember: async () => undefined };
const BATCH = 1_000;

/** An event of usual size, with a nonce in its envelope. */
export function noncedEvent() {
  const event = sampleEvent();
  return { ...event, meta: `${event.meta.slice(0, -1)},"nonce":"${newEventNonce()}"}` };
}

/** A database of its own whose store holds so many events, and a log over them. */
export class SealedStore {
  private constructor(
    private readonly database: Database,
    readonly store: PostgresEventStore,
    readonly readModels: DataSource,
    readonly log: WrittenLog,
    readonly events: number,
  ) {}

  static async with(server: string, events: number): Promise<SealedStore> {
    const database = await Database.create(server);
    const store = await PostgresEventStore.open({ connectionString: database.url });
    for (let made = 0; made < events; made += BATCH) {
      const batch = Array.from({ length: Math.min(BATCH, events - made) }, noncedEvent);
      await store.append([{ streamId: `site-${newEventId()}`, expected: 'none', events: batch }]);
    }
    const readModels = await openReadModels({ url: database.url, entities: [] });
    await installLog(readModels);
    return new SealedStore(database, store, readModels, new WrittenLog(readModels), events);
  }

  get url(): string {
    return this.database.url;
  }

  async forget(): Promise<void> {
    await this.readModels.query('TRUNCATE audit.log, audit.tile, audit.bundle, audit.checkpoint, audit.nonce');
  }

  /** From the first event to the last. */
  async seal(): Promise<void> {
    const done = new AbortController();
    const log = this.log;
    // Ends with the last event, not at the next second.
    const ending = Object.assign(Object.create(log) as WrittenLog, {
      seal: async (...given: Parameters<WrittenLog['seal']>) => {
        await log.seal(...given);
        if (given[0].at(-1)!.size >= this.events) done.abort();
      },
    });
    await new Sealer({ store: this.store, log: ending, origin: ORIGIN, signer, cryptography: nodeCryptography, memory }).run(done.signal);
  }

  async verify(): Promise<void> {
    const trust = { origin: ORIGIN, log: [signer.key] };
    const { findings, size } = await verifyLog({ store: this.store, log: this.log, trust, cryptography: nodeCryptography });
    if (findings.length > 0 || size !== this.events) throw new Error(`the log does not hold: ${JSON.stringify(findings)}`);
  }

  /** Reads every event and hashes the same bytes: nothing is kept. */
  async rawHashes(): Promise<number> {
    let count = 0;
    for await (const { data, meta } of this.store.readAll()) {
      sameBytesHashed(data, meta);
      count += 1;
    }
    return count;
  }

  async close(): Promise<void> {
    await this.readModels.destroy();
    await this.store.close();
    await this.database.drop();
  }
}

const salt = new Uint8Array(33);
const header = new Uint8Array(480);
const entry = new Uint8Array(186);
const node = new Uint8Array(65);

/** SHA-256 of as many bytes, in as many calls, as an event takes in the log: payload, envelope, salt, header, entry, and its share of the tree. */
export function sameBytesHashed(data: string, meta: string): void {
  hash('sha256', data, 'binary');
  hash('sha256', meta, 'binary');
  hash('sha256', salt, 'binary');
  hash('sha256', header, 'binary');
  hash('sha256', entry, 'binary');
  hash('sha256', node, 'binary');
}
