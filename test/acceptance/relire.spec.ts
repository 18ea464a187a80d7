import { TestApi } from '../support/api.js';
import { tellBridgestone } from './stories.js';
import { until } from '../support/until.js';

let api: TestApi;
let events: Record<string, string>;
beforeAll(async () => {
  api = await TestApi.start({ maxReplays: 2 });
  events = await tellBridgestone(api);
  await api.post('/api/v1/territories/cabbalr/registration', {
    ...sourced,
    name: 'Béthune-Bruay',
    territoryKind: 'intercommunality',
    occurred: '2017',
  });
  await api.post('/api/v1/territories/cabbalr/members', { ...sourced, communeCodes: ['62119'], occurred: '2017' });
  await api.settled();
});
afterAll(() => api?.close());

const sourced = { sources: [{ documentId: 'accord-2023' }] };
const replay = '/api/v1/sites/bridgestone-bethune/replay';

interface Received {
  id?: string;
  event: string;
  data: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

describe('Relire la vie d’un site', () => {
  it('la raconte pas à pas, avec l’état après chaque fait, puis dit la fin', async () => {
    const { received, headers } = await listen(`${replay}?speed=1000`);
    expect(headers.get('content-type')).toContain('text/event-stream');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const steps = received.filter(({ event }) => event === 'step').map(({ data }) => data);
    expect(steps.map(({ entry }) => entry.type)).toEqual([
      'SiteRegistered',
      'SiteClosureAnnounced',
      ...['SiteClosed', 'ClaimRecorded'],
      'SiteReclassified',
      'FactDisputed',
    ]);
    expect(steps.map(({ index, total }) => `${index + 1}/${total}`)).toEqual(['1/6', '2/6', '3/6', '4/6', '5/6', '6/6']);
    expect(steps.map(({ state }) => state.status?.label)).toEqual([
      'en activité',
      'fermeture annoncée',
      'fermé',
      'fermé',
      'requalifié',
      'requalifié',
    ]);
    expect(steps[2].state.figures).toEqual(expect.arrayContaining([expect.objectContaining({ about: 'jobs-lost', value: 864 })]));
    expect(steps.at(-1).state.openDisputes).toEqual([events.disputed]);
    expect(received.at(-1)).toEqual({ event: 'end', data: { total: 6 } });
  });

  it('à l’envers aussi', async () => {
    const { received } = await listen(`${replay}?speed=1000&direction=backwards`);
    expect(received.slice(0, -1).map(({ data }) => data.index)).toEqual([5, 4, 3, 2, 1, 0]);
    expect(received.at(-2)!.data.state.status.code).toBe('operating');
  });

  it('à partir d’une date', async () => {
    const { received } = await listen(`${replay}?speed=1000&from=2020-12`);
    expect(received[0]!.data.entry.type).toBe('SiteClosed');
    // The state is that of the whole story so far, not of what is told.
    expect(received[0]!.data.state.name).toBe('Bridgestone Béthune');
  });

  it('reprend après une coupure, sans sauter ni répéter', async () => {
    const whole = (await listen(`${replay}?speed=1000`)).received;
    const third = whole[2]!.id!;
    const { received } = await listen(`${replay}?speed=1000`, { 'last-event-id': third });
    expect(received).toEqual(whole.slice(3));
  });

  it('dit au navigateur de ne pas revenir après la fin', async () => {
    const { received } = await listen(`${replay}?speed=1000`);
    const last = received.at(-2)!.id!;
    expect((await api.get(replay, { headers: { 'last-event-id': last } })).status).toBe(204);
  });

  it('à la vitesse demandée', async () => {
    const started = performance.now();
    await listen(`${replay}?speed=20`);
    // Six facts, five pauses of 50 ms.
    expect(performance.now() - started).toBeGreaterThan(5 * 50 - 10);
  });

  it.each(['speed=0', 'speed=-1', 'speed=vite', 'direction=loin', 'from=demain', 'vitesse=2'])('refuse %s', async (query) => {
    expect((await api.get(`${replay}?${query}`)).status).toBe(400);
  });

  it('n’en relit qu’un nombre borné à la fois, et libère la place de qui part', async () => {
    const slow = `${replay}?speed=0.1`;
    const [first, second] = [await open(slow), await open(slow)];
    const third = await api.get(slow);
    expect(third).toMatchObject({ status: 503, json: { code: 'TOO_MANY_STREAMS' } });
    expect(third.headers.get('retry-after')).toBe('5');
    first.abort();
    await until(async () => {
      const next = await open(slow).catch(() => undefined);
      next?.abort();
      return next !== undefined;
    });
    second.abort();
  });
});

describe('Relire un territoire', () => {
  it('raconte les faits de ses communes, sujet par sujet, dans l’ordre', async () => {
    const { received } = await listen('/api/v1/territories/cabbalr/replay?speed=1000');
    const told = received.slice(0, -1).map(({ data }) => data.entry);
    expect(told.map(({ type }) => type)).toEqual(expect.arrayContaining(['SiteRegistered', 'SiteClosed', 'MembersAdmitted']));
    const days = told.map(({ placed }) => placed?.day ?? '9999');
    expect(days).toEqual([...days].sort());
    expect(received.at(-1)!.event).toBe('end');
  });
});

async function listen(path: string, headers: Record<string, string> = {}): Promise<{ received: Received[]; headers: Headers }> {
  const response = await fetch(`${api.base}${path}`, { headers });
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return { received: parse(await response.text()), headers: response.headers };
}

/** Opens a replay and reads its first event. */
async function open(path: string): Promise<{ abort(): void }> {
  const controller = new AbortController();
  const response = await fetch(`${api.base}${path}`, { signal: controller.signal });
  if (response.status !== 200) throw new Error(String(response.status));
  await response.body!.getReader().read();
  return { abort: () => controller.abort() };
}

function parse(text: string): Received[] {
  return text
    .split('\n\n')
    .map((block) =>
      Object.fromEntries(block.split('\n').map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)])),
    )
    .filter(({ data }) => data !== undefined)
    .map(({ id, event, data }) => ({ ...(id && { id }), event: event!, data: JSON.parse(data!) }));
}
