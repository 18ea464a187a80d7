import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockerContract } from './contract.fixture.js';
import { FolderLocker } from './folder.js';

describe('a locker in a folder', () => {
  const made: string[] = [];
  afterAll(async () => {
    for (const folder of made) await rm(folder, { recursive: true, force: true });
  });

  lockerContract(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'palimpseste-locker-'));
    made.push(folder);
    return new FolderLocker(join(folder, 'locker'));
  });
});
