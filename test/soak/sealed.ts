import { FileMemory, newSigningKeyPem, nodeCryptography, SigningKey, StoredLog, verifyLog, type Verification } from '@app/audit';
import type { EventStore } from '@app/event-store';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { until } from '../support/until.js';

const ORIGIN = 'soak.example/journal';

/** The key and the folder that the workers of a soak share. */
export class SealedSoak {
  private constructor(
    private readonly folder: string,
    private readonly key: SigningKey,
  ) {}

  static async make(): Promise<SealedSoak> {
    const folder = await mkdtemp(join(tmpdir(), 'palimpseste-soak-'));
    const pem = newSigningKeyPem();
    await writeFile(join(folder, 'key.pem'), pem, { mode: 0o600 });
    return new SealedSoak(folder, SigningKey.fromPem(ORIGIN, pem));
  }

  get environment(): Record<string, string> {
    return { PALIMPSESTE_AUDIT_KEY: join(this.folder, 'key.pem'), PALIMPSESTE_AUDIT_ORIGIN: ORIGIN, PALIMPSESTE_DATA: this.folder };
  }

  /** Waits until everything is sealed, then verifies the whole log with what is remembered outside the database. */
  async verified(source: DataSource, store: EventStore): Promise<Verification> {
    const log = new StoredLog(source);
    let events = 0;
    for await (const _ of store.readAll()) events += 1;
    await until(
      async () => ((await log.state())?.size ?? 0) >= events,
      () => 'not everything was sealed',
      60,
    );
    const note = await new FileMemory(join(this.folder, 'audit', 'checkpoint')).last();
    const trust = { origin: ORIGIN, log: [this.key.key] };
    return verifyLog({ store, log, trust, cryptography: nodeCryptography, notes: [note!] });
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
