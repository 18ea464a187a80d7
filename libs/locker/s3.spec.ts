import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { lockerContract } from './contract.fixture.js';
import { S3Locker } from './s3.js';

// The server speaks S3 over HTTP. It looks at no signature of version 4 and knows no checksums: that these are right was not tried here.
describe('a locker in a store that speaks S3', () => {
  let folder: string;
  let server: S3rver;
  let endpoint: string;
  let lockers = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'palimpseste-s3-'));
    server = new S3rver({
      address: '127.0.0.1',
      port: 0,
      silent: true,
      directory: folder,
      configureBuckets: [{ name: 'pieces', configs: [] }],
    });
    const { port } = (await server.run()) as AddressInfo;
    endpoint = `http://127.0.0.1:${port}`;
  });
  afterAll(async () => {
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (bucket = 'pieces', at = endpoint) =>
    new S3Locker(bucket, `locker/${lockers++}`, {
      endpoint: at,
      region: 'us-east-1',
      forcePathStyle: true,
      maxAttempts: 1,
      credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    });

  lockerContract(async () => open());

  it('fails, and finds nothing missing, where there is no bucket or no server', async () => {
    await expect(open('autre').read('0'.repeat(64))).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(open('pieces', 'http://127.0.0.1:1').find('0'.repeat(64))).rejects.toThrow('ECONNREFUSED');
  });
});
