import type { AddressInfo } from 'node:net';
import { newSecretId } from '@app/kernel';
import { createApi } from '../../apps/api/src/index.js';
import { SECRET, TestApi, type Answer } from '../support/api.js';
import { recorder } from '../support/record.js';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ maxFollowers: 2 });
  await api.post('/api/v1/sources/accord-2023/registration', { title: 'Accord de méthode', occurred: '2023-12~' });
  await site('un');
  await api.settled();
});
afterAll(() => api?.close());

const EVENTS = '/api/v1/events';
const sourced = { sources: [{ documentId: 'accord-2023' }] };
const nextOf = ({ headers }: { headers: Headers }): string => /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')![1]!;
const idsOf = (answer: Answer): string[] => answer.json.map(({ id }: { id: string }) => id);

async function site(id: string, body: object = {}): Promise<string> {
  const answer = await api.post(`/api/v1/sites/${id}/registration`, {
    ...sourced,
    name: `Site ${id}`,
    communeCode: '62119',
    siteKind: 'plant',
    ...body,
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.json.events[0] as string;
}

describe('Suivre ce qui change', () => {
  it('par des CloudEvents, chacun avec ce qui fut dit', async () => {
    const answer = await api.get(`${EVENTS}?kind=site`);
    expect(answer.headers.get('content-type')).toBe('application/cloudevents-batch+json; charset=utf-8');
    expect(answer.json[0]).toMatchObject({
      specversion: '1.0',
      source: '/api/v1/events',
      type: 'palimpseste.SiteRegistered',
      subject: 'site-un',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      data: { subject: { href: '/api/v1/sites/un' }, commune: { code: '62119', name: 'Béthune' }, payload: { name: 'Site un' } },
    });
    expect(answer.text).not.toMatch(/position|revision|recordedBy/);
    expect((await api.get(`${EVENTS}?kind=site&lang=en`)).json[0].data.sentence).not.toBe(answer.json[0].data.sentence);
    expect((await api.get(EVENTS, { as: 'auditor' })).json[0].data).toMatchObject({ revision: 0, visibility: { code: 'public' } });
  });

  it('dit toujours où reprendre, ne répète rien, et se contente de ce que l’on tient', async () => {
    const first = await api.get(`${EVENTS}?limit=1`);
    expect(first.json).toHaveLength(1);
    const second = await api.get(nextOf(first));
    expect(idsOf(second)).not.toEqual(idsOf(first));
    let end = second;
    while (end.json.length > 0) end = await api.get(nextOf(end));
    expect(nextOf(end)).toBe(nextOf(await api.get(nextOf(end))));
    const held = await api.get(nextOf(end), { headers: { 'if-none-match': end.headers.get('etag')! } });
    expect(held.status).toBe(304);
    const head = await api.ask(`${EVENTS}?limit=1`, { method: 'HEAD' });
    expect([head.headers.get('etag'), head.text]).toEqual([first.headers.get('etag'), '']);
    const id = await site('deux');
    await api.settled();
    expect(idsOf(await api.get(nextOf(end)))).toEqual([id]);
  });

  it('attend, quand on le demande, ce qui n’est pas encore arrivé', async () => {
    const end = await atTheEnd(`${EVENTS}?wait=30`);
    const waiting = api.get(end);
    const id = await site('attendu');
    expect(idsOf(await waiting)).toEqual([id]);
    expect(idsOf(await api.get((await atTheEnd(EVENTS)) + '&wait=1'))).toEqual([]);
  });

  it('ne rend à chacun que ses curseurs', async () => {
    const next = nextOf(await api.get(`${EVENTS}?kind=site&limit=1`));
    expect(await api.get(next, { as: 'auditor' })).toMatchObject({ status: 400, json: { code: 'CURSOR_INVALID' } });
    expect(await api.get(next.replace('kind=site', 'kind=project'))).toMatchObject({ status: 400 });
    expect(await api.get(next.replace('limit=1', 'limit=7'))).toMatchObject({ status: 200 });
    expect(next).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
  });

  it.each(['wait=31', 'limit=0', 'type=Rien', 'subject=Usine', 'since=hier', 'curseur=x', 'cursor=x'])('refuse %s', async (query) => {
    expect(await api.get(`${EVENTS}?${query}`)).toMatchObject({ status: 400 });
  });

  it('depuis un instant, d’un sujet, d’un type', async () => {
    const [{ time }] = (await api.get(`${EVENTS}?subject=site-deux`)).json;
    const since = await api.get(`${EVENTS}?type=SiteRegistered&since=${time}`);
    expect(since.json[0].subject).toBe('site-deux');
    const until = await api.get(`${EVENTS}?until=${time}`);
    expect(until.json.at(-1).subject).toBe('site-deux');
  });
});

describe('Suivre en continu', () => {
  it('reçoit ce qui arrive, et reprend après une coupure avec le même curseur', async () => {
    const follower = await follow(`${EVENTS}/stream?kind=site`);
    expect(await follower.next()).toMatchObject({ event: 'start' });
    const ids = [await site('vif-un'), await site('vif-deux')];
    const first = await follower.next();
    expect(first).toMatchObject({ event: 'change', data: { id: ids[0], type: 'palimpseste.SiteRegistered' } });
    follower.leave();
    const again = await follow(`${EVENTS}/stream?kind=site`, { 'last-event-id': first.id! });
    await again.next();
    expect((await again.next()).data.id).toBe(ids[1]);
    again.leave();
    expect(idsOf(await api.get(`${EVENTS}?kind=site&cursor=${first.id}`))).toEqual([ids[1]]);
  });

  it('n’en sert qu’un nombre borné, et libère la place de qui part', async () => {
    const stream = `${EVENTS}/stream`;
    const [first, second] = [await opened(stream), await opened(stream)];
    const third = await api.get(stream);
    expect([third.status, third.json.code, third.headers.get('retry-after')]).toEqual([503, 'TOO_MANY_STREAMS', '5']);
    expect((await api.get((await atTheEnd(EVENTS)) + '&wait=5')).status).toBe(503);
    // Les pages ouvertes par tous ne prennent pas la place de qui a un jeton.
    const officer = await follow(stream, { authorization: `Bearer ${await api.token('officer')}` });
    expect((await officer.next()).event).toBe('start');
    officer.leave();
    first.leave();
    (await opened(stream)).leave();
    second.leave();
  });

  it('depuis une date, ce qui fut d’abord ; et ferme avec le programme', async () => {
    const other = await anotherApi();
    const follower = await follow(`${EVENTS}/stream?kind=site&since=2020-01-01`, {}, other.base);
    expect((await follower.next()).event).toBe('start');
    expect((await follower.next()).data.subject).toBe('site-un');
    await other.close();
    await expect(follower.end()).resolves.toBeUndefined();
  });

  it('refuse un curseur que personne n’a donné', async () => {
    const fieldOf = async (headers?: Record<string, string>) => {
      const { status, json } = await api.get(`${EVENTS}/stream?cursor=y`, { headers });
      return [status, json.errors[0].field];
    };
    expect([await fieldOf(), await fieldOf({ 'last-event-id': 'x' })]).toEqual([
      [400, 'cursor'],
      [400, 'Last-Event-ID'],
    ]);
  });
});

describe('Plusieurs écrivains, des secrets levés, un lecteur qui s’arrête et reprend ailleurs', () => {
  it('donne à chacun chaque événement visible, une fois, dans l’ordre où il l’est devenu', async () => {
    const others = [await anotherApi(), await anotherApi()];
    const bases = [api.base, ...others.map(({ base }) => base)];
    let writing = true;
    const readers = (['public', 'auditor'] as const).map((role) => reader(role, bases, () => writing));
    await Promise.all([1, 2, 3, 4].map((seed) => write(seed)));
    await api.settled();
    writing = false;
    const [asPublic, asAuditor] = await Promise.all(readers);
    for (const other of others) await other.close();

    const log = await recorded();
    expect(asAuditor).toEqual(log.map(({ eventId }) => eventId));
    const visible = log.filter(({ visibleAt }) => visibleAt !== undefined);
    const expected = visible.sort((a, b) => a.visibleAt! - b.visibleAt! || a.index - b.index).map(({ eventId }) => eventId);
    expect(asPublic).toEqual(expected);
    // There were secrets, lifted and not.
    expect(visible.some(({ visibleAt, index }) => visibleAt! > index)).toBe(true);
    expect(visible.length).toBeLessThan(log.length);
  }, 240_000);
});

/** Records what public and secret subjects go through, beside others who do. */
async function write(seed: number): Promise<void> {
  const record = recorder(api.eventStore);
  const chance = random(seed);
  const secrets: string[] = [];
  for (let step = 0; step < 30; step++) {
    const siteId = `site-${seed}-${step}`;
    const projectId = newSecretId();
    const choice = chance();
    if (choice < 0.35) {
      await record('RegisterSite', { siteId, name: siteId, communeCode: '62119', siteKind: 'plant' });
      const { eventIds } = await record('AnnounceSiteClosure', { siteId, occurred: '2020-09-16', jobsAtRisk: 10 });
      const subject = { kind: 'site', id: siteId };
      if (chance() < 0.5) await record('RetractFact', { subject, retracts: eventIds[0], reason: 'Essai' });
    } else if (choice < 0.6) {
      await record('ProspectProject', { projectId, name: projectId });
      if (chance() < 0.5) await record('ReviseProject', { projectId, name: `${projectId} bis` });
      secrets.push(projectId);
    } else if (choice < 0.7) {
      await record('RegisterSite', { siteId, name: siteId, communeCode: '62119', siteKind: 'plant', visibility: { level: 'internal' } });
    } else if (secrets.length > 0 && chance() < 0.8) {
      const [revealed] = secrets.splice(Math.floor(chance() * secrets.length), 1);
      await record('AnnounceProject', { projectId: revealed, name: 'Annoncé', communeCode: '62119', occurred: '2021' });
    }
  }
}

/** Follows the feed from its beginning, some events at a time, each time from whichever program, until all was written and told. */
async function reader(role: 'public' | 'auditor', bases: readonly string[], writing: () => boolean): Promise<string[]> {
  const chance = random(role.length);
  const headers: Record<string, string> = role === 'auditor' ? { authorization: `Bearer ${await api.token('auditor')}` } : {};
  const told: string[] = [];
  for (let next = EVENTS; ;) {
    const last = !writing();
    const base = bases[Math.floor(chance() * bases.length)]!;
    const address = new URL(next, base);
    address.searchParams.set('limit', String(1 + Math.floor(chance() * 9)));
    const response = await fetch(address, { headers });
    if (response.status !== 200) throw new Error(`${role} ${address.href} ${response.status} ${await response.text()}`);
    const events = (await response.json()) as { id: string }[];
    told.push(...events.map(({ id }) => id));
    if (events.length === 0 && last) return told;
    next = nextOf(response);
  }
}

/** The log, with the index of the event at which each becomes visible to all. */
async function recorded() {
  const log: { eventId: string; index: number; visibleAt?: number }[] = [];
  const hidden = new Map<string, typeof log>();
  for await (const { eventId, streamId, type, meta } of api.eventStore.readAll()) {
    const index = log.length;
    const { visibility } = JSON.parse(meta) as { visibility: { level: string; until?: { event?: string } } };
    const entry: (typeof log)[number] = { eventId, index, ...(visibility.level === 'public' && { visibleAt: index }) };
    log.push(entry);
    if (type === 'ProjectAnnounced') for (const waiting of hidden.get(streamId) ?? []) waiting.visibleAt = index;
    if (visibility.until?.event) hidden.set(streamId, [...(hidden.get(streamId) ?? []), entry]);
  }
  return log;
}

/** Numbers from 0 to 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_507) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Another program on the same stores. */
async function anotherApi(given: object = {}) {
  const app = await createApi({
    eventStore: api.eventStore,
    readModels: api.readModels,
    secret: SECRET,
    readiness: async () => ({ ready: true, reasons: [] }),
    logger: false,
    limits: { mostDelay: 0 },
    ...given,
  });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { base: `http://127.0.0.1:${port}`, close: () => app.close() };
}

async function atTheEnd(address: string): Promise<string> {
  await api.settled();
  for (let next = address.replace(/[?&]wait=\d+/, ''); ;) {
    const answer = await api.get(next);
    next = nextOf(answer);
    const wait = /wait=\d+/.exec(address)?.[0];
    if (answer.json.length === 0) return wait === undefined ? next : `${next}&${wait}`;
  }
}

interface Received {
  readonly id?: string;
  readonly event?: string;
  readonly data: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

async function follow(path: string, headers: Record<string, string> = {}, base = api.base) {
  const controller = new AbortController();
  const response = await fetch(`${base}${path}`, { headers, signal: controller.signal });
  if (response.status !== 200) throw new Error(String(response.status));
  const reading = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async next(): Promise<Received> {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end < 0) {
          const { value, done } = await reading.read();
          if (done) throw new Error('the stream ended');
          text += value;
          continue;
        }
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        const data = field('data');
        if (data !== undefined) return { id: field('id'), event: field('event'), data: JSON.parse(data) };
      }
    },
    /** Resolves once the server has ended it, one way or another. */
    async end(): Promise<void> {
      for (let ended = false; !ended;)
        ended = await reading.read().then(
          ({ done }) => done,
          () => true,
        );
    },
    leave: () => controller.abort(),
  };
}

/** Opens a stream as soon as there is a place for it. */
async function opened(path: string) {
  for (const end = Date.now() + 5_000; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const follower = await follow(path).catch((error: Error) => error);
    if (!(follower instanceof Error)) {
      await follower.next();
      return follower;
    }
    if (Date.now() > end) throw follower;
  }
}
