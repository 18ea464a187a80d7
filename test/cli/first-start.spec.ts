import { mkdtemp, readdir, rm, chmod } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import pg from 'pg';
import { embeddedPostgres } from '../../libs/embedded-postgres/index.js';

const root = join(import.meta.dirname, '../..');

describe('the embedded PostgreSQL', () => {
  let data: string;
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'palimpseste-first-'));
    await chmod(data, 0o755);
  });
  afterEach(() => rm(data, { recursive: true, force: true }));

  it('starts after a first start that was killed while it made the cluster', async () => {
    const library = JSON.stringify(join(root, 'dist/libs/embedded-postgres/index.js'));
    const first = spawn(
      process.execPath,
      ['--input-type=module', '-e', `(await import(${library})).embeddedPostgres(${JSON.stringify(data)})`],
      {
        detached: true,
        stdio: 'ignore',
      },
    );
    const gone = new Promise((resolve) => first.once('exit', resolve));
    // The first file that initdb writes: the cluster is far from whole.
    for (;;) {
      const made = (await readdir(data)).some((name) => name.startsWith('postgres') && existsSync(join(data, name, 'PG_VERSION')));
      if (made) break;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    process.kill(-first.pid!, 'SIGKILL');
    await gone;
    const server = await embeddedPostgres(data);
    expect(await one(server.url)).toBe(1);
    await server.stop();
  });

  it('serves two programs that start at once, and stops with the last', async () => {
    const [a, b] = await Promise.all([embeddedPostgres(data), embeddedPostgres(data)]);
    expect([await one(a.url), await one(b.url)]).toEqual([1, 1]);
    const client = new pg.Client({ connectionString: b.url });
    await client.connect();
    await a.stop();
    expect((await client.query('SELECT 1 AS one')).rows[0].one).toBe(1);
    await client.end();
    await b.stop();
    await expect(one(b.url)).rejects.toThrow();
  });
});

async function one(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ one: number }>('SELECT 1 AS one')).rows[0]!.one;
  } finally {
    await client.end();
  }
}
