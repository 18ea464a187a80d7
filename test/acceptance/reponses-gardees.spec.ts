import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newEventId, type Visibility } from '@app/kernel';
import type { NewEvent } from '@app/event-store';
import { subjectOfKind } from '@app/domain';
import { rebuild } from '@app/projecting';
import { readModelProjections } from '@app/runtime';
import fc from 'fast-check';
import { createApi, type ApiConfig } from '../../apps/api/src/index.js';
import { SECRET, TestApi } from '../support/api.js';
import { tellBridgestone } from './stories.js';

// What the api keeps of its answers to the public must never be noticed: neither in what is told, nor in what a secret changes.

let api: TestApi;
let other: Beside;
let reading: Beside;
const counted = { kept: 0, shared: 0, read: 0 };
const sizes: (() => { answers: number; bytes: number })[] = [];
beforeAll(async () => {
  api = await TestApi.start({ observer: observer as never });
  await tellBridgestone(api);
  other = await beside({});
  reading = await beside({ answers: { mostBytes: 0 } });
  await api.settled();
});
afterAll(async () => {
  await other?.close();
  await reading?.close();
  await api?.close();
});

const observer = {
  began: () => ({ ended: () => undefined }),
  shed: () => undefined,
  answered: (by: keyof typeof counted) => void (counted[by] += 1),
  keeps: (size: () => { answers: number; bytes: number }) => void sizes.push(size),
};

interface Beside {
  readonly base: string;
  close(): Promise<void>;
}

/** Another api over the same stores. */
async function beside(given: Partial<ApiConfig>): Promise<Beside> {
  const { eventStore, readModels } = api;
  const readiness = () => Promise.resolve({ ready: true, reasons: [] });
  const app = await createApi({ eventStore, readModels, secret: SECRET, readiness, logger: false, limits: { mostDelay: 0 }, ...given });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { base: `http://127.0.0.1:${port}`, close: () => app.close() };
}

interface Said {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** An answer without its hours and its number. */
async function ask(of: { base: string }, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Said> {
  const said = await exchange(of, path, headers, method);
  const { date: _date, 'x-correlation-id': _id, ...others } = said.headers;
  return { ...said, headers: others, text: said.text.replace(/,"timeStamp":"[^"]*"/, '') };
}

/** An answer of a server that is called by one name, whatever its port. */
function exchange({ base }: { base: string }, path: string, headers: Record<string, string>, method: string): Promise<Said> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers: { host: 'memoire.exemple.fr', ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers as Said['headers'], text }));
    })
      .on('error', reject)
      .end();
  });
}

/** How the questions that were asked meanwhile were answered. */
async function answered(questions: () => Promise<unknown>): Promise<typeof counted> {
  const before = { ...counted };
  await questions();
  return { kept: counted.kept - before.kept, shared: counted.shared - before.shared, read: counted.read - before.read };
}

const site = '/api/v1/sites/bridgestone-bethune';
const PAGES = [
  '/api/v1/timeline',
  '/api/v1/timeline?order=desc&limit=2',
  '/api/v1/timeline?asOf=2021-01-01&at=2020-12-31',
  '/api/v1/timeline?asOf=2999-01-01',
  '/api/v1/timeline?asOfBasis=publication&asOf=2024-12-31',
  '/api/v1/sites',
  '/api/v1/sites?q=inconnu',
  site,
  `${site}/timeline?lang=en`,
  `${site}/history`,
  `${site}/history/changes?since=2020-01-01`,
  `${site}/claims`,
  '/api/v1/dashboard',
  '/api/v1/observatories',
  '/api/v1/observatories/emploi-competences/indicators/jobs-lost',
  '/api/v1/observatories/emploi-competences/indicators/jobs-lost?by=year&lang=en',
  '/api/v1/observatories/emploi-competences/indicators/jobs-lost/facts',
  '/ogc/collections/sites/items',
  '/ogc/collections/sites/items?limit=1',
  '/ogc/collections/sites/items/bridgestone-bethune',
  '/ogc/collections/sites/items/inconnu',
];

describe('Une réponse gardée', () => {
  it('est celle qu’on lirait : code, en-têtes et contenu, entière, en tête seule ou déjà détenue', async () => {
    for (const page of PAGES) {
      const fresh = await ask(reading, page);
      for (let time = 0; time < 2; time++) {
        expect([page, await ask(api, page)]).toEqual([page, fresh]);
        expect([page, await ask(api, page, {}, 'HEAD')]).toEqual([page, await ask(reading, page, {}, 'HEAD')]);
        const { etag } = fresh.headers;
        if (etag === undefined) continue;
        for (const held of [etag, `"autre", ${etag}`, '*'])
          expect([page, await ask(api, page, { 'if-none-match': held })]).toEqual([
            page,
            await ask(reading, page, { 'if-none-match': held }),
          ]);
        expect((await ask(api, page, { 'if-none-match': etag })).status).toBe(304);
        expect((await ask(api, page, { 'if-none-match': '"autre"' })).status).toBe(200);
      }
    }
  }, 120_000);

  it('est la même pour ceux qui la demandent en nombre, et qui n’attendent pas', async () => {
    for (const page of PAGES) {
      const { etag = '' } = (await ask(reading, page)).headers;
      for (const [headers, method] of [
        [{}, 'GET'],
        [{}, 'HEAD'],
        [{ 'if-none-match': etag }, 'GET'],
        [{ accept: '*/*' }, 'GET'],
      ] as const) {
        const fresh = await ask(reading, page, headers, method);
        const burst = () => Promise.all(Array.from({ length: 12 }, () => ask(api, page, headers, method)));
        for (const said of [await burst(), await burst()].flat()) expect([page, said]).toEqual([page, fresh]);
      }
    }
  }, 120_000);

  it('n’est lue qu’une fois, et par un seul de ceux qui la demandent ensemble', async () => {
    const path = '/api/v1/timeline?limit=7';
    expect(await answered(() => ask(api, path))).toEqual({ kept: 0, shared: 0, read: 1 });
    await keptFor(path);
    expect(await answered(() => ask(api, path))).toEqual({ kept: 1, shared: 0, read: 0 });
    const together = await answered(() => Promise.all(Array.from({ length: 8 }, () => ask(api, '/api/v1/timeline?limit=8'))));
    expect(together.read).toBe(1);
    expect(together.kept + together.shared).toBe(7);
    expect(sizes[0]!()).toMatchObject({ answers: expect.any(Number), bytes: expect.any(Number) });
    expect(sizes[0]!().bytes).toBeGreaterThan(1_000);
  });

  it('est gardée aussi pour qui la détenait déjà', async () => {
    const path = '/api/v1/timeline?limit=9';
    const { etag } = (await ask(reading, path)).headers;
    expect((await ask(api, path, { 'if-none-match': etag! })).status).toBe(304);
    await keptFor(path);
    const { read } = await answered(async () => expect((await ask(api, path)).headers.etag).toBe(etag));
    expect(read).toBe(0);
  });

  it('n’est donnée qu’à qui demande la même chose : langue, format, nom du serveur', async () => {
    const path = '/api/v1/timeline?limit=5';
    await keptFor(path);
    expect((await ask(api, path, { 'accept-language': 'en' })).headers['content-language']).toBe('en');
    expect((await ask(api, path)).headers['content-language']).toBe('fr');
    expect((await ask(api, '/api/v1/timeline', { accept: 'text/csv' })).headers['content-type']).toMatch(/^text\/csv/);
    expect((await ask(api, '/api/v1/timeline', { accept: 'image/png' })).status).toBe(406);
    expect((await ask(api, `${path}&inconnu=1`)).status).toBe(400);
    const items = '/ogc/collections/sites/items?limit=1';
    await keptFor(items);
    for (const host of ['memoire.exemple.fr', 'autre.exemple.fr'])
      expect((await ask(api, items, { host })).text).toContain(`http://${host}/ogc`);
  });

  it('dit l’heure à laquelle elle est donnée', async () => {
    const items = '/ogc/collections/sites/items?limit=2';
    await keptFor(items);
    const before = Date.now();
    const { kept } = await answered(async () => {
      const { text } = await exchange(api, items, {}, 'GET');
      const { timeStamp } = JSON.parse(text) as { timeStamp: string };
      expect(Date.parse(timeStamp)).toBeGreaterThanOrEqual(before);
    });
    expect(kept).toBe(1);
  });

  it('n’est jamais donnée à qui présente un jeton, bon ou mauvais', async () => {
    await keptFor(site);
    const none = await answered(async () => {
      expect((await api.get(site, { as: 'officer' })).headers.get('cache-control')).toBe('private, no-cache');
      expect((await ask(api, site, { authorization: 'Bearer plp_faux' })).status).toBe(401);
    });
    expect(none).toEqual({ kept: 0, shared: 0, read: 0 });
    expect((await ask(api, site)).text).not.toContain('"revision"');
  });

  it('ne répond pas à qui attend sa propre écriture', async () => {
    const path = '/api/v1/sites';
    await keptFor(path);
    const written = await api.post('/api/v1/sites/mon-site/registration', {
      ...sourced,
      name: 'Mon site',
      communeCode: '62119',
      siteKind: 'plant',
    });
    expect(written.status).toBe(201);
    const asked = `${path}?minPosition=${encodeURIComponent(written.json.position as string)}`;
    const none = await answered(async () => expect((await ask(api, asked)).text).toContain('Mon site'));
    expect(none).toEqual({ kept: 0, shared: 0, read: 0 });
    expect((await ask(api, path)).text).toContain('Mon site');
    expect((await ask(other, path)).text).toContain('Mon site');
  });

  it('survit à la perte de la connexion qui la surveille, et ne vaut plus rien tant qu’elle manque', async () => {
    const path = '/api/v1/timeline?limit=6';
    await keptFor(path);
    await api.readModels.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%told_until > now()%'`,
    );
    expect((await ask(api, path)).status).toBe(200);
    await append(publicFact());
    await api.settled();
    expect(await ask(api, path)).toEqual(await ask(reading, path));
    await keptFor(path);
  });
});

describe('Un secret', () => {
  it('ne change ni l’étiquette d’une réponse gardée, ni le temps qu’elle prend : elle n’est pas relue', async () => {
    const project = `/api/v1/projects/${randomUUID()}`;
    const pages = PAGES.filter((page) => !page.includes('inconnu'));
    for (const page of pages) await keptFor(page);
    const before = await Promise.all(pages.map((page) => ask(api, page)));
    const secret = { ...sourced, name: 'Projet Hyperion', communeCode: '62119', company: 'Hyperion SA' };
    expect((await api.post(`${project}/prospection`, secret)).status).toBe(201);
    const internal = { ...sourced, visibility: { level: 'internal' } };
    expect((await api.post(`${site}/occupations`, { ...internal, occupant: 'Hyperion SA', role: 'tenant' })).status).toBe(201);
    await append({ ...publicFact(), visibility: { level: 'confidential', until: { date: '2999-01-01' } } });
    await api.settled();
    const after: Said[] = [];
    const meanwhile = await answered(async () => {
      for (const page of pages) after.push(await ask(api, page));
    });
    expect(after).toEqual(before);
    expect(meanwhile).toEqual({ kept: pages.length, shared: 0, read: 0 });
    // The day it falls, everybody is told.
    expect((await api.post(`${project}/announcement`, { ...sourced, name: 'Projet Hyperion', occurred: '2024' })).status).toBe(201);
    await api.settled();
    expect((await ask(api, '/api/v1/timeline?order=desc&limit=2')).text).toContain('Hyperion');
  }, 60_000);
});

describe('Quoi qu’il arrive', () => {
  it('chaque api dit ce qu’elle lirait, à tous, après chaque écriture, correction, secret ou révélation', async () => {
    const VISIBILITIES: Visibility[] = [
      { level: 'public' },
      { level: 'public' },
      { level: 'internal' },
      { level: 'confidential', until: { event: 'SiteClosed' } },
    ];
    const step = fc.record<Fact>({
      does: fc.constantFrom('count', 'count', 'close', 'correct', 'retract'),
      target: fc.nat(4),
      visibility: fc.constantFrom(...VISIBILITIES),
    });
    const tokens = { authorization: `Bearer ${await api.token('officer')}` };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (facts) => {
        for (const fact of facts) {
          await append(fact);
          await api.settled();
          for (const page of ['/api/v1/timeline?order=desc&limit=5', site, `${site}/history`, ...PAGES.slice(14, 18)]) {
            const fresh = await ask(reading, page);
            for (const kept of [api, other, api]) expect([page, await ask(kept, page)]).toEqual([page, fresh]);
            expect(await ask(api, page, tokens)).toEqual(await ask(reading, page, tokens));
          }
        }
      }),
      { numRuns: 8 },
    );
  }, 240_000);

  it('des modèles de lecture refaits sont lus de nouveau', async () => {
    await keptFor(PAGES[2]!);
    const { eventStore, readModels } = api;
    await rebuild(readModels, eventStore, readModelProjections, subjectOfKind);
    const { read } = await answered(async () => {
      for (const page of [PAGES[2]!, PAGES[0]!]) expect(await ask(api, page)).toEqual(await ask(reading, page));
    });
    expect(read).toBe(2);
  }, 120_000);
});

/** Asks until it is answered from what is kept: an answer is kept a moment after it was given. */
async function keptFor(path: string): Promise<void> {
  for (let time = 0; time < 200; time++) if ((await answered(() => ask(api, path))).kept === 1) return;
  throw new Error(`${path} is not kept`);
}

interface Fact {
  readonly does: 'count' | 'close' | 'correct' | 'retract';
  readonly target: number;
  readonly visibility: Visibility;
}

const publicFact = (): Fact => ({ does: 'count', target: 0, visibility: { level: 'public' } });
const written: string[] = [];

/** Writes to the site's stream past the rules: whatever is there must be told alike. */
async function append({ does, target, visibility }: Fact): Promise<void> {
  const eventId = newEventId();
  const about = written.at(-1 - (target % Math.max(1, written.length)));
  const employees = { value: written.length, unit: 'people' };
  const content = { type: 'EmployeesCounted', schemaVersion: 1, data: { employees }, occurred: null, sources: [] };
  const [type, data] =
    does === 'close'
      ? ['SiteClosed', { siteId: 'bridgestone-bethune', jobsLost: written.length, communeCode: '62119' }]
      : does === 'count' || about === undefined
        ? ['EmployeesCounted', { employees }]
        : does === 'correct'
          ? ['FactCorrected', { corrects: about, fact: content }]
          : ['FactRetracted', { retracts: about }];
  const ids = { commandId: eventId, commandHash: '', correlationId: eventId, causationId: eventId };
  const meta = { occurred: null, sources: [], recordedBy: 'test', visibility, ...ids };
  const event = { eventId, type, schemaVersion: 1, data: JSON.stringify(data), meta: JSON.stringify(meta) } as NewEvent;
  await api.eventStore.append([{ streamId: 'site-bridgestone-bethune', expected: 'any', events: [event] }]);
  written.push(eventId);
}

const sourced = { sources: [{ documentId: 'accord-2023' }] };
