import { randomUUID } from 'node:crypto';
import { readXlsx } from 'hucre/xlsx';
import { parquetReadObjects } from 'hyparquet';
import { TestApi } from '../support/api.js';
import { tellBridgestone } from './stories.js';

let api: TestApi;
let events: Record<string, string>;
/** The moment at which the first telling was over. */
let before: string;
beforeAll(async () => {
  api = await TestApi.start();
  events = await tellBridgestone(api);
  before = await lastRecorded();
  events.settled = await recorded(`${facts}/disputes/${events.disputed}/settlement`, {
    ...accord,
    preferred: events.closed,
    decidedBy: 'Comité de suivi',
    reason: 'L’accord fait foi',
    occurred: '2024-03',
  });
  events.counted = await recorded(`${site}/headcounts`, { ...accord, employees: 12, occurred: '2024' });
  events.retracted = await recorded(`${facts}/facts/${events.announced}/retraction`, { ...accord, reason: 'Annonce lue deux fois' });
  events.decision = await recorded('/api/v1/decisions/plan-artois/adoption', {
    sources: [{ documentId: 'accord-2023', locator: 'p. 12, art. 3' }],
    title: 'Plan Artois',
    bodyId: 'conseil',
    number: '2024-07',
    occurred: '2024-02-01',
  });
  events.body = await recorded('/api/v1/bodies/conseil/foundation', { ...accord, name: 'Conseil de l’Artois', bodyKind: 'council' });
  await api.settled();
});
afterAll(() => api?.close());

const site = '/api/v1/sites/bridgestone-bethune';
const facts = '/api/v1/subjects/site/bridgestone-bethune';
const accord = { sources: [{ documentId: 'accord-2023' }] };

async function recorded(path: string, body: object): Promise<string> {
  const answer = await api.post(path, body);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.json.events[0];
}

/** An instant after which nothing of what was told so far was recorded. */
async function lastRecorded(): Promise<string> {
  const { items } = (await api.get(`${site}/history?order=desc&limit=1`)).json;
  return items[0].recordedAt;
}

const historyOf = async (query = '', as?: 'auditor') => (await api.get(`${site}/history?${query}`, { as })).json.items as Told[];
const types = (items: readonly Told[]) => items.map(({ type }) => type);

interface Told {
  id: string;
  type: string;
  sentence: string;
  standing: { code: string };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [name: string]: any;
}

describe('L’historique des décisions', () => {
  it('dit qui a décidé, quand, et sur quelle page de quel document', async () => {
    const { json } = await api.get('/api/v1/decisions/plan-artois/history');
    expect(json.subject).toMatchObject({ kind: 'decision', name: 'Plan Artois' });
    expect(json.items).toMatchObject([
      {
        id: events.decision,
        sentence: 'Adoption de la décision n°\u00a02024-07',
        decidedBy: [{ name: 'Conseil de l’Artois', href: '/api/v1/bodies/conseil' }],
        occurred: { text: '1er février 2024' },
        recordedAt: expect.stringMatching(/Z$/),
        sources: [{ title: 'Accord de méthode', locator: 'p. 12, art. 3' }],
        standing: { code: 'standing', label: 'en vigueur' },
      },
    ]);
  });

  it('met la correction à côté du fait, avec le mot d’avant et celui d’après', async () => {
    const [wrong, right] = (await historyOf()).filter(({ id }) => id === events.reclassified);
    expect(wrong).toMatchObject({
      sentence: expect.stringContaining('Entrepôt'),
      standing: { code: 'replaced', label: 'remplacé' },
      knownUntil: right!.recordedAt,
      changes: [],
      endedBy: { type: 'FactCorrected', reason: 'Mot de la source', sources: [{ id: 'accord-2023' }] },
    });
    expect(right).toMatchObject({
      standing: { code: 'standing' },
      changes: [{ field: 'use', label: 'Usage', before: 'Entrepôt', after: 'Logistique' }],
      broughtBy: { id: wrong!.endedBy.id, recordedAt: right!.recordedAt },
    });
    const correction = (await historyOf()).find(({ type }) => type === 'FactCorrected');
    expect(correction).toMatchObject({ id: wrong!.endedBy.id, concerns: [events.reclassified] });
  });

  it('met le désaccord et qui l’a tranché à côté des faits en désaccord', async () => {
    const items = await historyOf();
    for (const id of [events.closed, events.claim863]) {
      const { disagreements } = items.find((item) => item.id === id)!;
      expect(disagreements).toMatchObject([
        {
          id: events.disputed,
          about: 'Emplois supprimés',
          reason: 'Deux sources, deux effectifs',
          with: [id === events.closed ? events.claim863 : events.closed],
          settlement: {
            decidedBy: 'Comité de suivi',
            preferred: events.closed,
            reason: 'L’accord fait foi',
            occurred: { text: 'mars 2024' },
          },
        },
      ]);
    }
    expect(items.find(({ type }) => type === 'DisputeSettled')).toMatchObject({
      concerns: [events.disputed],
      decidedBy: [{ name: 'Comité de suivi', href: null }],
    });
  });

  it('garde le fait retiré, avec le motif de son retrait', async () => {
    const withdrawn = (await historyOf()).find(({ id }) => id === events.announced);
    expect(withdrawn).toMatchObject({
      standing: { code: 'withdrawn', label: 'retiré' },
      endedBy: { type: 'FactRetracted', reason: 'Annonce lue deux fois' },
    });
  });

  it('ne dit qu’aux initiés qui a enregistré, et qui peut savoir', async () => {
    expect((await api.get(`${site}/history`)).text).not.toMatch(/"(reach|recordedBy|onBehalfOf|visibility|revision)"/);
    const [first] = await historyOf('', 'auditor');
    expect(first).toMatchObject({
      recordedBy: expect.stringMatching(/^officer-/),
      reach: { publicFrom: first!.recordedAt, revealedBy: null, text: 'public depuis son enregistrement' },
    });
  });

  it.each([
    ['type=SiteClosed', ['SiteClosed']],
    ['source=voix-2020', ['SiteClosureAnnounced']],
    ['from=2024&to=2024', ['DisputeSettled', 'EmployeesCounted']],
    ['only=corrections', ['SiteClosureAnnounced', 'SiteReclassified', 'SiteReclassified', 'FactCorrected', 'FactRetracted']],
    ['only=disputes', ['SiteClosed', 'ClaimRecorded', 'FactDisputed', 'DisputeSettled']],
    ['at=1970', ['SiteRegistered']],
  ])('se resserre par %s', async (query, expected) => expect(types(await historyOf(query))).toEqual(expected));

  it('ne cherche par compte que pour qui a un jeton', async () => {
    const [{ recordedBy }] = (await historyOf('', 'auditor')) as [Told];
    expect(await historyOf(`office=${recordedBy}`, 'auditor')).toHaveLength((await historyOf()).length);
    expect(await historyOf('office=personne', 'auditor')).toEqual([]);
    const { status, json, headers } = await api.get(`${site}/history?office=${recordedBy}`);
    expect([status, json.code, json.errors[0].field]).toEqual([401, 'TOKEN_MISSING', 'office']);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it('se lit page à page, dans les deux sens, sans rien sauter ni répéter', async () => {
    const key = ({ id, recordedAt }: Told) => `${id} ${recordedAt}`;
    const whole = (await historyOf('limit=500')).map(key);
    expect(new Set(whole).size).toBe(whole.length);
    for (const order of ['asc', 'desc']) {
      const read: string[] = [];
      let address: string | null = `${site}/history?limit=2&order=${order}`;
      while (address) {
        const { json }: { json: { items: Told[]; next: string | null } } = await api.get(address);
        read.push(...json.items.map(key));
        address = json.next;
      }
      expect(read).toEqual(order === 'asc' ? whole : [...whole].reverse());
    }
  });

  it('dit les mêmes octets tant que rien ne change, et rien à qui les a déjà', async () => {
    const { headers, text } = await api.get(`${site}/history`);
    const etag = headers.get('etag')!;
    const same = await api.get(`${site}/history`, { headers: { 'if-none-match': etag } });
    expect([same.status, same.text]).toEqual([304, '']);
    const head = await api.get(`${site}/history`, { method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), head.text, text.length > 0]).toEqual([200, etag, '', true]);
  });

  it('se lit telle qu’on la connaissait', async () => {
    const then = await historyOf(`asOf=${encodeURIComponent(before)}`);
    expect(then.find(({ id }) => id === events.announced)).toMatchObject({
      standing: { code: 'standing' },
      knownUntil: null,
      endedBy: null,
    });
    expect(then.find(({ id }) => id === events.closed)!.disagreements).toMatchObject([{ settlement: null }]);
    expect(types(then)).not.toContain('FactRetracted');
  });

  it('s’emporte en CSV, en XLSX et en Parquet', async () => {
    const { text, headers } = await api.get(`${site}/history.csv?dialect=fr`);
    expect(headers.get('content-disposition')).toContain(encodeURIComponent('Historique des décisions'));
    expect(text).toContain('Usage : Entrepôt → Logistique');
    expect(text).toContain('Emplois supprimés, Comité de suivi, L’accord fait foi');
    const bytes = async (suffix: string) => new Uint8Array(await (await fetch(`${api.base}${site}/history.${suffix}`)).arrayBuffer());
    const { sheets } = await readXlsx(await bytes('xlsx'));
    const count = (await historyOf('limit=500')).length;
    expect(sheets[0]!.rows).toHaveLength(count + 1);
    const rows = await parquetReadObjects({ file: (await bytes('parquet')).buffer, columns: ['event_id', 'standing', 'brought_by'] });
    expect(rows).toHaveLength(count);
    expect(rows).toContainEqual({ event_id: events.announced, standing: 'withdrawn', brought_by: null });
  });
});

describe('L’historique sur papier', () => {
  const bytesOf = async (query = '') => {
    const response = await fetch(`${api.base}${site}/history.pdf${query}`);
    return { headers: response.headers, status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  };

  it('est un PDF, le même octet pour octet tant que rien ne change', async () => {
    const [one, two] = [await bytesOf(), await bytesOf()];
    expect(one.headers.get('content-type')).toBe('application/pdf');
    expect(one.headers.get('content-disposition')).toMatch(
      /^inline; filename="history.pdf"; filename\*=UTF-8''Historique%20des%20d%C3%A9cisions/,
    );
    expect(one.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(one.bytes.equals(two.bytes)).toBe(true);
    expect((await bytesOf('?lang=en')).bytes.equals(one.bytes)).toBe(false);
    const same = await api.get(`${site}/history.pdf`, { headers: { 'if-none-match': one.headers.get('etag')! } });
    expect([same.status, same.text]).toEqual([304, '']);
    const head = await api.get(`${site}/history.pdf`, { method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), head.text]).toEqual([200, one.headers.get('etag'), '']);
  });

  it('n’existe pas pour ce que le lecteur ne peut connaître', async () => {
    expect(await api.get('/api/v1/sites/inconnu/history.pdf')).toMatchObject({ status: 404, json: { code: 'SUBJECT_UNKNOWN' } });
    const officer = await api.get(`${site}/history.pdf`, { as: 'auditor' });
    expect(officer.headers.get('cache-control')).toMatch(/^private/);
  });
});

describe('Ce qui a changé entre deux moments de connaissance', () => {
  const changes = async (query: string) => (await api.get(`${site}/history/changes?${query}`)).json;

  it('nomme ce qui fut ajouté, retiré et corrigé, avec l’avant et l’après', async () => {
    const { items, since } = await changes(`since=${encodeURIComponent(before)}`);
    expect(since).toBe(before);
    const told = items.map(({ change, before: was, after: is }: Told) => [change, (was ?? is).type]);
    expect(told.sort()).toEqual([
      ['added', 'DisputeSettled'],
      ['added', 'EmployeesCounted'],
      ['withdrawn', 'SiteClosureAnnounced'],
    ]);
    const withdrawn = items.find(({ change }: Told) => change === 'withdrawn');
    expect(withdrawn).toMatchObject({ after: null, acts: [{ type: 'FactRetracted', reason: 'Annonce lue deux fois' }] });
    const corrected = (await historyOf()).find(({ type }) => type === 'FactCorrected')!;
    const justBefore = new Date(Date.parse(corrected.recordedAt) - 1).toISOString();
    const then = await changes(`since=${justBefore}&asOf=${encodeURIComponent(before)}`);
    expect(then.items).toMatchObject([
      {
        change: 'changed',
        before: { sentence: expect.stringContaining('Entrepôt') },
        after: { sentence: expect.stringContaining('Logistique') },
        changes: [{ label: 'Usage', before: 'Entrepôt', after: 'Logistique' }],
        acts: [{ reason: 'Mot de la source' }],
      },
    ]);
  });

  it('ne dit rien quand rien n’a changé', async () => {
    const same = encodeURIComponent(before);
    expect((await changes(`since=${same}&asOf=${same}`)).items).toEqual([]);
  });

  it('se lit page à page', async () => {
    const all = (await changes('since=2020-01-01')).items;
    const read: unknown[] = [];
    let address: string | null = `${site}/history/changes?since=2020-01-01&limit=2`;
    while (address) {
      const { json }: { json: { items: Told[]; next: string | null } } = await api.get(address);
      read.push(...json.items);
      address = json.next;
    }
    expect(read).toEqual(all);
    expect(all.length).toBeGreaterThan(4);
  });

  it.each([
    ['', 'since'],
    ['since=2030-01-01&asOf=2020-01-01', 'since'],
    ['since=2020-01-01&asOfBasis=publication', 'asOfBasis'],
  ])('refuse « %s » en nommant %s', async (query, field) => {
    const { status, json } = await api.get(`${site}/history/changes?${query}`);
    expect([status, json.errors[0].field]).toEqual([400, field]);
  });
});

describe('L’historique d’un projet confidentiel', () => {
  const id = randomUUID();
  const project = `/api/v1/projects/${id}`;
  const prospected = { ...accord, name: 'Projet Hyperion', company: 'Trompeuse SA' };

  it('se lit par l’auditeur, qui voit jusqu’à quand il est secret ; le public n’en sait rien', async () => {
    const fact = await recorded(`${project}/prospection`, prospected);
    await recorded(`/api/v1/subjects/project/${id}/facts/${fact}/correction`, {
      ...accord,
      reason: 'Ce n’était pas Trompeuse SA',
      command: { record: 'ProspectProject', name: 'Projet Hyperion', company: 'Hyperion' },
    });
    await api.settled();
    const { json } = await api.get(`${project}/history`, { as: 'auditor' });
    expect(types(json.items)).toEqual(['ProjectProspected', 'ProjectProspected', 'FactCorrected']);
    expect(json.items[1]).toMatchObject({
      changes: [{ label: 'Entreprise', before: 'Trompeuse SA', after: 'Hyperion' }],
      visibility: { code: 'confidential' },
      reach: { publicFrom: null, revealedBy: 'ProjectAnnounced', text: 'confidentiel jusqu’à ce que le sujet soit « annoncé »' },
    });
    for (const path of [
      `${project}/history`,
      `${project}/history.pdf`,
      `${project}/history.csv`,
      `${project}/history/changes?since=2020-01-01`,
    ])
      expect(await api.get(path)).toMatchObject({ status: 404, json: { code: 'SUBJECT_UNKNOWN' } });
  });

  it('une fois annoncé, ne montre pas au public ce qui fut corrigé quand il était secret', async () => {
    await recorded(`${project}/announcement`, { ...accord, occurred: '2024-02', name: 'Projet Hyperion' });
    await api.settled();
    const { text, json } = await api.get(`${project}/history`);
    expect(types(json.items)).toEqual(['ProjectProspected', 'ProjectAnnounced']);
    expect(json.items[0]).toMatchObject({ sentence: expect.stringContaining('Hyperion'), corrected: null, broughtBy: null, changes: [] });
    expect(text).not.toContain('Trompeuse');
    const told = (await api.get(`${project}/history`, { as: 'auditor' })).json.items;
    expect(told[1].reach.text).toMatch(/^confidentiel d’abord, public depuis le /);
    const changes = (await api.get(`${project}/history/changes?since=2020-01-01`)).json.items;
    expect(changes.map(({ change, acts }: Told) => [change, acts])).toEqual([
      ['added', []],
      ['added', []],
    ]);
  });
});
