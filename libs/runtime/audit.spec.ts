import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from '@app/configuration';
import { auditKeeping } from './audit.js';

describe('the key of the embedded demonstration', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'palimpseste-key-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

  it('is made once, for this account alone, in a folder that leaves the data beside it to others', async () => {
    const data = join(folder, 'data');
    const configuration = { ...readConfiguration({}), data };
    const first = await auditKeeping(configuration);
    expect(await modeOf(join(data, 'secrets', 'audit-key.pem'))).toBe('600');
    expect(await modeOf(join(data, 'secrets'))).toBe('700');
    expect(await modeOf(data)).toBe('755');
    expect((await auditKeeping(configuration))!.origin).toBe(first!.origin);
  });
});
