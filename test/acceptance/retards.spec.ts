import { parseCsv } from 'hucre/csv';
import { readXlsx } from 'hucre/xlsx';
import type { NewEvent } from '@app/event-store';
import { newEventId } from '@app/kernel';
import { TestApi } from '../support/api.js';
import { tellBridgestone } from './stories.js';

let api: TestApi;
let events: Record<string, string>;
beforeAll(async () => {
  api = await TestApi.start();
  events = await tellBridgestone(api);
  events.opened = await recorded('/api/v1/sites/usine-ouverte/registration', {
    ...accord,
    name: 'Usine',
    communeCode: '62119',
    siteKind: 'plant',
  });
  events.corrected = await recorded(`${facts}/facts/${events.closed}/correction`, {
    ...accord,
    reason: 'Le décompte de l’accord',
    command: { name: 'CloseSite', sources: accord.sources, occurred: '2020-12~', jobsLost: 700 },
  });
  events.retracted = await recorded(`${facts}/facts/${events.announced}/retraction`, { ...accord, reason: 'Annonce lue deux fois' });
  events.secret = await recorded(`${site}/headcounts`, {
    ...accord,
    visibility: { level: 'internal' },
    employees: 4_321,
    occurred: '2019',
  });
  await recorded(`${facts}/facts/${events.secret}/correction`, {
    ...accord,
    reason: 'Ne se dit pas',
    command: { name: 'CountEmployees', sources: accord.sources, employees: 1_234, occurred: '2019' },
  });
  await api.settled();
});
afterAll(() => api?.close());

const site = '/api/v1/sites/bridgestone-bethune';
const facts = '/api/v1/subjects/site/bridgestone-bethune';
const accord = { sources: [{ documentId: 'accord-2023', locator: 'p. 3' }], onBehalfOf: 'Mission bassin minier' };

async function recorded(path: string, body: object): Promise<string> {
  const answer = await api.post(path, body);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.json.events[0];
}

const late = async (query = '', as?: 'auditor') => (await api.get(`/api/v1/restatements?limit=100&${query}`, { as })).json;
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Line = any;
const of = (items: readonly Line[], id: string | undefined, sort: string): Line =>
  items.find(({ fact, sort: { code } }) => fact.id === id && code === sort);

/** Days from the last day it may have been to today, in Paris. */
const daysSince = (day: string) =>
  Math.round(
    (Date.parse(new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris' }).format(new Date())) - Date.parse(day)) / 86_400_000,
  );

describe('Le relevé des faits enregistrés ou corrigés tard', () => {
  it('les range du plus grand retard au plus petit, compté du dernier jour possible', async () => {
    const { items, rule } = await late();
    const lags = items.map(({ lag }: Line) => lag);
    expect(lags).toEqual([...lags].sort((a, b) => (b ?? -1e9) - (a ?? -1e9)));
    expect(of(items, events.registered, 'recording')).toMatchObject({ lag: daysSince('1961-12-31'), sort: { label: 'enregistré tard' } });
    expect(of(items, events.closed, 'recording')).toMatchObject({
      lag: daysSince('2020-12-31'),
      fact: { sentence: expect.stringContaining('864'), subject: { name: 'Bridgestone Béthune' }, sources: [{ id: 'accord-2023' }] },
    });
    // Sans date, rien ne dit qu’il vient tard.
    expect(of(items, events.opened, 'recording')).toBeUndefined();
    expect(rule).toContain('dernier jour');
  });

  it('dit ce qu’une correction a remplacé, pourquoi, et les indicateurs qu’elle a déplacés', async () => {
    const { items } = await late();
    const line = of(items, events.closed, 'correction');
    expect(line).toMatchObject({
      lag: daysSince('2020-12-31'),
      fact: {
        changes: expect.arrayContaining([
          expect.objectContaining({
            label: 'Emplois supprimés',
            before: expect.stringContaining('864'),
            after: expect.stringContaining('700'),
          }),
        ]),
        broughtBy: { id: events.corrected, reason: 'Le décompte de l’accord' },
      },
    });
    expect(line.since).toBe(line.fact.broughtBy.recordedAt);
    const jobs = line.indicators.find(({ before }: Line) => before === 864);
    expect(jobs).toMatchObject({
      observatory: 'emploi-competences',
      territory: { id: 'commune-62119', name: 'Béthune' },
      year: 2020,
      after: 700,
    });
    // Le même chiffre, à son adresse, aux deux moments.
    const at = async (asOf: string) => (await api.get(`${jobs.href}&asOf=${asOf}`)).json.items[0].value;
    expect(await at(line.since)).toBe(700);
    expect(await at(of(items, events.closed, 'recording').since)).toBe(864);
  });

  it('dit les retraits', async () => {
    const { items } = await late();
    expect(of(items, events.announced, 'retraction')).toMatchObject({
      lag: daysSince('2020-09-16'),
      sort: { label: 'retiré' },
      fact: { endedBy: { id: events.retracted, reason: 'Annonce lue deux fois' } },
    });
  });

  it('en fait le compte par sorte, et par service pour qui peut le savoir', async () => {
    const { summary } = await late();
    expect(summary.find(({ kind }: Line) => kind === 'site')).toMatchObject({ kindLabel: 'site', corrections: 2, retractions: 1 });
    expect(JSON.stringify(summary)).not.toContain('office');
    const known = await late('', 'auditor');
    const mission = known.summary.find(({ office, kind }: Line) => office === 'Mission bassin minier' && kind === 'site');
    expect(mission).toMatchObject({
      recordings: 1,
      corrections: 2,
      retractions: 1,
      median: expect.any(Number),
      ninetieth: expect.any(Number),
    });
    const own = await late(`office=${encodeURIComponent('Mission bassin minier')}`, 'auditor');
    expect(own.items.map(({ office }: Line) => office)).toEqual(Array(4).fill('Mission bassin minier'));
    expect((await api.get('/api/v1/restatements?office=x')).status).toBe(401);
  });

  it.each([
    ['observatory=emploi-competence', 'emploi-competence', '« emploi-competences »'],
    ['kind=project,sit', 'sit', '« site »'],
  ])('dit quelle valeur n’est pas connue, et la plus proche : %s', async (query, value, meant) => {
    const { status, json } = await api.get(`/api/v1/restatements?${query}`);
    expect(status).toBe(400);
    expect(json.errors).toEqual([expect.objectContaining({ value, remedy: expect.stringContaining(meant) })]);
  });

  it('ne laisse rien voir d’une correction que tous ne peuvent connaître', async () => {
    const text = JSON.stringify(await late('minLag=0'));
    for (const word of ['4321', '4\u202f321', '1234', '1\u202f234', 'Ne se dit pas', events.secret!]) expect(text).not.toContain(word);
    const { items } = await late('', 'auditor');
    expect(of(items, events.secret, 'recording')).toMatchObject({ lag: daysSince('2019-12-31'), office: 'Mission bassin minier' });
    expect(of(items, events.secret, 'correction')).toMatchObject({
      fact: { broughtBy: { reason: 'Ne se dit pas' }, visibility: { code: 'internal' } },
    });
  });

  it('se lit par pages, se réduit, et se télécharge', async () => {
    const ids = ({ items }: Line) => items.map(({ fact, since }: Line) => `${fact.id} ${since}`);
    const whole = ids(await late('minLag=0'));
    const found: string[] = [];
    for (let next: string | null = '/api/v1/restatements?limit=2&minLag=0&indicators=false'; next;) {
      const { json } = await api.get(next);
      expect('summary' in json).toBe(found.length === 0);
      expect(json.items.every((item: Line) => !('indicators' in item))).toBe(true);
      found.push(...ids(json));
      next = json.next;
    }
    expect(found).toEqual(whole);
    expect((await late('minLag=20000')).items.map(({ fact }: Line) => fact.id)).toEqual([events.registered]);
    expect((await late('kind=source')).items.every(({ fact }: Line) => fact.subject.kind === 'source')).toBe(true);
    expect((await late('until=2020')).items).toEqual([]);
    expect((await late('since=2020')).items).toHaveLength((await late()).items.length);
    const measured = (await late('observatory=emploi-competences')).items;
    expect(measured.length).toBeGreaterThan(0);
    expect(measured.every(({ fact }: Line) => fact.subject.kind === 'site')).toBe(true);
    const csv = (await api.get('/api/v1/restatements.csv')).text.trim().split('\r\n');
    expect(csv[0]).toMatch(/^lag_days,/);
    expect(csv).toHaveLength((await late()).items.length + 1);
    const xlsx = await fetch(`${api.base}/api/v1/restatements.xlsx`);
    const { sheets } = await readXlsx(new Uint8Array(await xlsx.arrayBuffer()));
    expect(JSON.stringify(sheets[0]!.rows)).toContain('Bridgestone Béthune');
    expect((await api.get('/api/v1/restatements?minLag=-1')).status).toBe(400);
  });

  it('donne aussi les indicateurs déplacés en fichier : une ligne pour chacun, et tout fait y est', async () => {
    for (const [query, as] of [
      ['', undefined],
      ['observatory=emploi-competences', undefined],
      ['minLag=0', 'auditor'],
    ] as const) {
      const answer = await api.get(`/api/v1/restatements.csv?indicators=true&${query}`, { as });
      expect(answer.headers.get('content-disposition')).toContain('restatements-indicators');
      const [header, ...lines] = parseCsv(answer.text) as [string[], ...string[][]];
      const told = lines.map((line) => Object.fromEntries(header.map((name, index) => [name, line[index]])));
      const { items } = await late(query, as);
      expect(
        told.map((line) => [line.event_id, line.since, line.indicator, line.territory_id, line.year, line.before, line.after]),
      ).toEqual(
        items.flatMap(({ fact, since, indicators }: Line) =>
          (indicators.length === 0 ? [{}] : indicators).map(({ key, territory, year, before, after }: Line) =>
            [fact.id, since, key, territory?.id, year, before, after].map((value) => String(value ?? '')),
          ),
        ),
      );
      expect(told.some(({ indicator }) => indicator !== '')).toBe(true);
      expect('office' in told[0]!).toBe(as === 'auditor');
    }
    const corrected = (await api.get('/api/v1/restatements.csv?indicators=true&dialect=fr')).text;
    expect(corrected).toContain('Indicateur déplacé');
    const xlsx = await fetch(`${api.base}/api/v1/restatements.xlsx?indicators=true`);
    const { sheets } = await readXlsx(new Uint8Array(await xlsx.arrayBuffer()));
    expect(sheets[0]!.rows.some((row) => row.includes(864) && row.includes(700) && row.includes('Béthune'))).toBe(true);
    // Ce que le public ne peut savoir ne s’y voit pas plus qu’ailleurs.
    expect((await api.get('/api/v1/restatements.csv?indicators=true&minLag=0')).text).not.toMatch(/4321|1234|Ne se dit pas/);
  });
});

describe('Le relevé, quand il a plus de faits qu’un fichier n’en prend avec leurs indicateurs', () => {
  const MOST = 500;
  const file = 'restatements.csv?indicators=true';
  const told = async (query = file, as?: 'auditor') => {
    const answer = await api.get(`/api/v1/${query}`, { as });
    const [header, ...lines] = parseCsv(answer.text) as [string[], ...string[][]];
    const at = (name: string) => header.indexOf(name);
    return {
      status: answer.status,
      facts: new Set(lines.map((line) => `${line[at('event_id')]} ${line[at('since')]}`)).size,
      indicators: lines.filter((line) => line[at('indicator')] !== '').length,
    };
  };

  it('en prend 500, et ce que le lecteur ne peut connaître n’y compte pas', async () => {
    const { facts: known, indicators } = await told();
    expect(indicators).toBeGreaterThan(0);
    await registerSources(MOST - known);
    expect(await told()).toEqual({ status: 200, facts: MOST, indicators });
    // Pour qui connaît aussi le fait interne et sa correction, il y en a deux de trop.
    expect((await api.get(`/api/v1/${file}`, { as: 'auditor' })).status).toBe(400);
  });

  it('au-delà, ne donne rien, nomme la limite et dit que faire', async () => {
    await registerSources(1);
    for (const format of ['csv', 'xlsx', 'parquet']) {
      const { status, headers, json } = await api.get(`/api/v1/restatements.${format}?indicators=true`);
      expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
        400,
        expect.stringContaining('application/problem+json'),
        null,
      ]);
      expect(json).toMatchObject({
        code: 'COMPARISON_TOO_LARGE',
        detail: expect.stringContaining('plus de 500 faits'),
        errors: [
          { field: 'indicators', value: 'true', message: 'Au plus 500 faits.', remedy: expect.stringContaining('retirez indicators') },
        ],
      });
    }
    const { json } = await api.get(`/api/v1/${file}&lang=en`);
    expect(json.detail).toContain('more than 500 facts');
    expect(json.errors[0].remedy).toContain('leave indicators out');
  });

  it('et chacun de ces remèdes en est un', async () => {
    expect(await told('restatements.csv')).toMatchObject({ status: 200, facts: MOST + 1 });
    for (const narrower of ['kind=site', 'observatory=emploi-competences', 'minLag=1000']) {
      const { status, facts, indicators } = await told(`${file}&${narrower}`);
      expect({ narrower, status }).toEqual({ narrower, status: 200 });
      expect(facts).toBeLessThan(MOST);
      expect(indicators).toBeGreaterThan(0);
    }
    let pages = 0;
    let items: Line[] = [];
    for (let next: string | null = '/api/v1/restatements?limit=100&f=json'; next; pages++) {
      const { json } = await api.get(next);
      items = [...items, ...json.items];
      next = json.next;
    }
    expect([pages, items.length]).toEqual([6, MOST + 1]);
    expect(items.every(({ indicators }) => Array.isArray(indicators))).toBe(true);
  });

  /** D’un coup, comme une reprise le fait : des documents parus il y a un peu plus d’un mois, dont aucun indicateur ne parle. */
  async function registerSources(count: number): Promise<void> {
    const day = new Date(Date.now() - 60 * 86_400_000).toISOString().slice(0, 10);
    const registered = Array.from({ length: count }, () => {
      const eventId = newEventId();
      const ids = { commandId: eventId, commandHash: '', correlationId: eventId, causationId: eventId };
      const occurred = { edtf: day, earliest: day, latest: day };
      const meta = { occurred, sources: [], recordedBy: 'test', visibility: { level: 'public' }, ...ids };
      const event = {
        eventId,
        type: 'SourceRegistered',
        schemaVersion: 1,
        data: JSON.stringify({ title: eventId }),
        meta: JSON.stringify(meta),
      };
      return { streamId: `source-${eventId}`, expected: 'any' as const, events: [event as NewEvent] };
    });
    await api.eventStore.append(registered);
    await api.settled();
  }
});
