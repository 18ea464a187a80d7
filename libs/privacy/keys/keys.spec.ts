import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personKeysContract } from './contract.fixture.js';
import { AnotherMasterKey, FolderPersonKeys } from './folder.js';
import { MemoryPersonKeys } from './memory.js';
import { KeyNotUnwrapped, MasterKey } from './wrapping.js';

describe('keys in memory', () => {
  const keys = new MemoryPersonKeys();
  personKeysContract(async () => keys);
});

describe('keys in a folder', () => {
  let folder: string;
  const master = new MasterKey(randomBytes(32));
  const open = () => FolderPersonKeys.open(join(folder, 'keys'), master);
  const fileOf = (person: string) => join(folder, 'keys', person.slice(0, 2), person);
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'palimpseste-keys-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  personKeysContract(open);

  it('are refused to another master key, and useless without theirs', async () => {
    const person = randomUUID();
    const kept = await (await open()).take(person);
    await expect(FolderPersonKeys.open(join(folder, 'keys'), new MasterKey(randomBytes(32)))).rejects.toThrow(AnotherMasterKey);
    const written = await readFile(fileOf(person));
    expect(kept.status === 'held' && written.includes(kept.key)).toBe(false);
  });

  it('are files that nobody else reads, with nothing left half written', async () => {
    const person = randomUUID();
    const keys = await open();
    await keys.take(person);
    await keys.destroy(person, { recordedAt: '2026-05-03T08:00:00.000000Z', eventId: randomUUID() });
    expect((await stat(fileOf(person))).mode & 0o077).toBe(0);
    expect((await readdir(join(folder, 'keys'), { recursive: true })).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('do not take the key of one person for that of another', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const keys = await open();
    await keys.take(one);
    await keys.take(two);
    await writeFile(fileOf(two), await readFile(fileOf(one)));
    await expect(keys.find([two])).rejects.toThrow(KeyNotUnwrapped);
  });

  it('are asked about persons only', async () => expect((await open()).take('../../etc/passwd')).rejects.toThrow('stands for no person'));
});
