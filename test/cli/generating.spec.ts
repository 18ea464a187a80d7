import { openEventStore, type EventStore } from '@app/event-store';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { SECRET } from '../support/api.js';
import { testDatabase } from '../support/postgres.js';
import { Installation } from './installation.js';

const EVENTS = 12_000;

describe('palimpseste generate, then load', () => {
  let installation: Installation;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: EventStore;
  let env: Record<string, string>;
  let path: string;
  beforeAll(async () => {
    installation = await Installation.make();
    database = await testDatabase();
    store = await openEventStore(database.url);
    env = { DATABASE_URL: database.url, PALIMPSESTE_SECRET: SECRET };
    path = join(installation.folder, 'histoire.jsonl.gz');
    await generated(path);
  });
  afterAll(async () => {
    await store?.close();
    await database?.drop();
    await installation?.remove();
  });

  const generated = async (out: string, ...args: string[]) =>
    expect(await installation.json(['generate', '--events', String(EVENTS), '--seed', '62', '-o', out, ...args])).toEqual({
      events: EVENTS,
      file: out,
    });
  const head = async () => Number((await store.head()) ?? 0);

  it('writes the same bytes for the same seed, compressed or not, to a file or to a pipe', async () => {
    const [again, plain] = [join(installation.folder, 'encore.jsonl.gz'), join(installation.folder, 'histoire.jsonl')];
    await generated(again);
    await generated(plain);
    expect(await digest(again)).toBe(await digest(path));
    const piped = await installation.palimpseste(['generate', '--events', String(EVENTS), '--seed', '62', '-o', '-']);
    expect(piped.out).toBe(await readFile(plain, 'utf8'));
    expect(piped.out).toBe(gunzipSync(await readFile(path)).toString());
    const other = join(installation.folder, 'autre.jsonl.gz');
    await generated(other, '--seed', '63');
    expect(await digest(other)).not.toBe(await digest(path));
  });

  it('refuses a file that was cut off, says where, and writes nothing', async () => {
    const short = join(installation.folder, 'coupe.jsonl.gz');
    await generated(short);
    await truncate(short, Math.floor((await stat(short)).size / 2));
    const { code, err } = await installation.palimpseste(['load', short], { env });
    expect(code).toBe(2);
    expect(err).toMatch(/coupe\.jsonl\.gz, après la ligne \d+ : .*tronqué/);
    expect(await head()).toBe(0);
  });

  it('loads the whole after a load that was killed, and nothing when it is loaded again', async () => {
    const killed = installation.start(['load', path], env);
    const ended = once(killed, 'close');
    while ((await head()) === 0) await new Promise(setImmediate);
    killed.kill('SIGKILL');
    await ended;
    const before = await head();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(EVENTS);

    const rest = await installation.palimpseste(['load', path, '--json'], { env });
    expect(JSON.parse(rest.out)).toEqual({ events: EVENTS, recorded: EVENTS - before, repeated: before });
    expect(await head()).toBe(EVENTS);
    const again = await installation.palimpseste(['load', path, '--json'], { env });
    expect(JSON.parse(again.out)).toEqual({ events: EVENTS, recorded: 0, repeated: EVENTS });
    expect(await head()).toBe(EVENTS);
  });

  it('dates what it loads as any other: now, and not as the file says', async () => {
    for await (const { recordedAt } of store.readAll({ limit: 10 })) expect(Date.now() - Date.parse(recordedAt)).toBeLessThan(3_600_000);
  });

  it('is put back into an empty database with the dates of the file, when that is what one wants', async () => {
    const other = await testDatabase();
    const there = await openEventStore(other.url);
    try {
      expect(await installation.palimpseste(['import', path], { env: { ...env, DATABASE_URL: other.url } })).toMatchObject({ code: 0 });
      for await (const { recordedAt } of there.readAll({ limit: 1 })) expect(recordedAt.slice(0, 4)).toBe('2011');
      expect(Number(await there.head())).toBe(EVENTS);
    } finally {
      await there.close();
      await other.drop();
    }
  });

  it('says with its line what it cannot record', async () => {
    const site = { streamId: 'usine-1', revision: 0, recordedAt: '2020-01-01T00:00:00.000000Z', type: 'SiteRegistered', schemaVersion: 1 };
    const event = { ...site, eventId: '018f0000-0000-7000-8000-000000000001', data: '{}', meta: '{}' };
    const head = [{ format: 'palimpseste-events/1' }, event].map((line) => `${JSON.stringify(line)}\n`).join('');
    const sha256 = createHash('sha256').update(head).digest('hex');
    const file = await installation.write('inconnu.jsonl', `${head}${JSON.stringify({ events: 1, sha256 })}\n`);
    const { code, out, err } = await installation.palimpseste(['load', file], { env });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('inconnu.jsonl, ligne 2 : « usine » n’est pas une sorte de sujet.');
  });
});

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
