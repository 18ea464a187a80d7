import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JobRefused, type JobContext } from '@app/jobs';
import { linksOf, productJobs } from '@app/operations';
import { recordingSystem, type RecordingSystem } from '../support/read-models.js';

const watch = productJobs.find(({ name }) => name === 'link-watch')!;

describe('the watch of cited links', () => {
  let system: RecordingSystem;
  let server: Server;
  let base: string;
  let gone: boolean;
  let asked: string[];
  beforeAll(async () => {
    gone = false;
    server = createServer(({ url }, response) => {
      asked.push(url!);
      response.writeHead(url === '/rapport' && gone ? 404 : 200).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    system = await recordingSystem();
    const source = (id: string, more: object = {}) =>
      system.record('RegisterSource', { sourceId: id, title: id, url: `${base}/${id}`, sources: undefined, ...more });
    await source('rapport');
    await source('article');
    await source('secret', { visibility: { level: 'confidential' } });
    await system.settled();
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(async () => {
    await system?.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it('asks each address that everybody may know of, and nobody for another', async () => {
    expect(await run({})).toEqual({ asked: 2, failed: 0 });
    expect(asked.sort()).toEqual(['/article', '/rapport']);
    expect((await found('rapport'))!).toMatchObject({ outcome: 'alive', status: 200, firstFailedAt: null });
  });

  it('asks nobody twice a day', async () => {
    expect(await run({})).toEqual({ asked: 0, failed: 0 });
  });

  it('remembers since when an address has failed, until it answers again', async () => {
    gone = true;
    expect(await run({ hours: 0 })).toEqual({ asked: 2, failed: 1 });
    const first = await found('rapport');
    expect(first).toMatchObject({ outcome: 'failed', status: 404 });
    await run({ hours: 0 });
    const second = await found('rapport');
    expect(second!.firstFailedAt).toEqual(first!.firstFailedAt);
    expect(second!.checkedAt.getTime()).toBeGreaterThan(first!.checkedAt.getTime());
    gone = false;
    await run({ hours: 0 });
    expect(await found('rapport')).toMatchObject({ outcome: 'alive', firstFailedAt: null });
  });

  it('is refused by a worker that was not told to', async () => {
    await expect(run({}, false)).rejects.toThrow(JobRefused);
    expect(asked).toEqual([]);
  });

  const run = (payload: object, isAllowed = true) =>
    watch.run(payload, {
      tools: { readModels: system.source, links: isAllowed ? { privateToo: true, pause: 0 } : undefined },
      signal: new AbortController().signal,
      progress: () => undefined,
    } as unknown as JobContext);

  const found = async (id: string) => (await linksOf(system.source, [`${base}/${id}`])).get(`${base}/${id}`);
});
