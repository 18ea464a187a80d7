import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isPersonReference } from '@app/kernel';
import type { Erasure, KeptKey, PersonKeys } from './port.js';
import { KEY_BYTES, type MasterKey } from './wrapping.js';

/** The folder belongs to another master key: with this one every key would look lost. */
export class AnotherMasterKey extends Error {
  constructor(readonly place: string) {
    super(`the keys in ${place} were wrapped with another master key`);
    this.name = 'AnotherMasterKey';
  }
}

type Written = { readonly v: 1; readonly wrapped: string } | ({ readonly v: 1; readonly erased: true } & Erasure);

/**
 * One file for each person under a folder, wrapped by the master key; a destroyed key leaves a file that says so. Files appear whole or not at all,
 * and outlive a power cut. Several programs may share the folder.
 */
export class FolderPersonKeys implements PersonKeys {
  private constructor(
    readonly place: string,
    private readonly master: MasterKey,
  ) {}

  /** @throws {AnotherMasterKey} */
  static async open(place: string, master: MasterKey): Promise<FolderPersonKeys> {
    const keys = new FolderPersonKeys(place, master);
    await mkdir(place, { recursive: true, mode: 0o700 });
    await keys.create(join(place, 'master'), master.mark);
    if ((await readFile(join(place, 'master'), 'utf8')) !== master.mark) throw new AnotherMasterKey(place);
    return keys;
  }

  async find(persons: Iterable<string>): Promise<ReadonlyMap<string, KeptKey>> {
    const found = await Promise.all([...new Set(persons)].map(async (person) => [person, await this.read(person)] as const));
    return new Map(found.filter((pair): pair is readonly [string, KeptKey] => pair[1] !== undefined));
  }

  async take(person: string): Promise<KeptKey> {
    const known = await this.read(person);
    if (known) return known;
    const written: Written = { v: 1, wrapped: this.master.wrap(person, randomBytes(KEY_BYTES)) };
    await this.create(this.fileOf(person), JSON.stringify(written));
    // Whoever was first: all have the same.
    return (await this.read(person))!;
  }

  async destroy(person: string, { recordedAt, eventId }: Erasure): Promise<void> {
    const file = this.fileOf(person);
    const written: Written = { v: 1, erased: true, recordedAt, eventId };
    const text = JSON.stringify(written);
    for (;;) {
      const known = await this.read(person);
      if (known?.status === 'erased') return;
      if (known) break;
      // Also of nobody: an older copy of the folder that comes back later must not bring a key.
      if (await this.create(file, text)) return;
    }
    const old = await open(file, 'r+');
    try {
      const { size } = await old.stat();
      await this.put(file, text);
      // The name stands for the end now; what it stood for is written over where it lies.
      await old.write(randomBytes(size), 0, size, 0);
      await old.sync();
    } finally {
      await old.close();
    }
  }

  async *list(): AsyncIterable<string> {
    for (const first of (await readdir(this.place)).filter((name) => /^[0-9a-f]{2}$/.test(name)).sort())
      for (const name of (await readdir(join(this.place, first))).sort()) if (isPersonReference(name)) yield name;
  }

  private async read(person: string): Promise<KeptKey | undefined> {
    const text = await readFile(this.fileOf(person), 'utf8').catch(absent);
    if (text === undefined) return undefined;
    const written = JSON.parse(text) as Written;
    if ('erased' in written) return { status: 'erased', recordedAt: written.recordedAt, eventId: written.eventId };
    return { status: 'held', key: this.master.unwrap(person, written.wrapped) };
  }

  private fileOf(person: string): string {
    if (!isPersonReference(person)) throw new RangeError(`"${person}" stands for no person`);
    return join(this.place, person.slice(0, 2), person);
  }

  /** @returns false when there is a file of this name already, which is left as it is */
  private async create(file: string, text: string): Promise<boolean> {
    const part = await this.part(file, text);
    try {
      await link(part, file);
      await sync(dirname(file));
      return true;
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
      return false;
    } finally {
      await rm(part, { force: true });
    }
  }

  private async put(file: string, text: string): Promise<void> {
    await rename(await this.part(file, text), file);
    await sync(dirname(file));
  }

  /** The text in a file beside, on the disk. */
  private async part(file: string, text: string): Promise<string> {
    const folder = dirname(file);
    if (await mkdir(folder, { recursive: true, mode: 0o700 })) await sync(dirname(folder));
    const part = join(folder, `.${randomUUID()}.part`);
    const handle = await open(part, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return part;
  }
}

async function sync(folder: string): Promise<void> {
  // Windows syncs no folder, and needs none.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function absent(error: { code?: string }): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
