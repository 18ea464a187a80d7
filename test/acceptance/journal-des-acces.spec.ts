import { randomUUID } from 'node:crypto';
import { prune, TrailQueries } from '@app/trail';
import { TestApi } from '../support/api.js';
import { departures } from '../support/conforms.js';
import { tellBridgestone } from './stories.js';

interface Told {
  readonly position: number;
  readonly actor: string;
  readonly action: string;
  readonly route: string;
  readonly events: readonly string[];
  readonly subjects: readonly string[];
}

const secret = randomUUID();
const project = `/api/v1/projects/${secret}`;
const site = '/api/v1/sites/bridgestone-bethune';

let api: TestApi;
let prospected: string;
beforeAll(async () => {
  api = await TestApi.start();
  await tellBridgestone(api);
  const answer = await api.post(`${project}/prospection`, {
    sources: [{ documentId: 'accord-2023' }],
    name: 'Projet Hyperion',
    company: 'Hyperion',
    communeCode: '62119',
    visibility: { level: 'confidential', until: { event: 'ProjectAnnounced' } },
  });
  prospected = answer.json.events[0];
  await api.settled();
});
afterAll(() => api?.close());

describe('Le journal des accès', () => {
  it('dit qui a lu un fait que le public ne voit pas, quand, par quelle demande et pourquoi', async () => {
    const before = await newest();
    const correlation = `essai-${randomUUID()}`;
    const headers = { 'x-correlation-id': correlation, 'x-access-purpose': 'Instruction du dossier 12' };
    expect((await api.get(`${project}/timeline?lang=en`, { as: 'officer', headers })).status).toBe(200);
    const told = await since(before);
    expect(told).toEqual([
      expect.objectContaining({
        action: 'read',
        actor: expect.stringMatching(/^officer-/),
        role: 'officer',
        route: `GET ${project}/timeline?lang=en`,
        format: 'application/json',
        status: 200,
        events: [prospected],
        subjects: [`project-${secret}`],
        correlationId: correlation,
        purpose: 'Instruction du dossier 12',
      }),
    ]);
  });

  it('ne dit rien de qui ne lit que ce qui est public, ni du public', async () => {
    const before = await newest();
    for (const as of [undefined, 'officer'] as const)
      for (const path of [site, `${site}/timeline`, `${site}/history`, `${site}/claims`, '/api/v1/audit/checkpoints', '/health/live'])
        expect((await api.get(path, { as })).status).toBe(200);
    for (const path of ['/api/v1/timeline', '/api/v1/projects', `${project}/timeline`, '/api/v1/observatories']) await api.get(path);
    expect(await since(before)).toEqual([]);
  });

  it.each(['/api/v1/timeline', '/api/v1/projects', project, `${project}/history`, '/api/v1/events?limit=100', '/api/v1/timeline.atom'])(
    'le voit dans une liste, une histoire ou un fil : %s',
    async (path) => {
      const before = await newest();
      expect((await api.get(path, { as: 'auditor' })).status).toBe(200);
      const [told, ...more] = await since(before);
      expect(told).toMatchObject({ action: 'read', subjects: expect.arrayContaining([`project-${secret}`]) });
      expect(more).toEqual([]);
    },
  );

  it('le voit aussi pendant qu’un fil s’écoule, qui ne finit pas', async () => {
    const before = await newest();
    await streamed('since=2020-01-01', prospected);
    expect(await since(before)).toEqual([expect.objectContaining({ action: 'read', events: [prospected] })]);
  });

  it('dit qui emporte un fichier, de faits publics aussi', async () => {
    for (const [path, format] of [
      ['/api/v1/timeline.csv', 'text/csv'],
      [`${site}/history.pdf`, 'application/pdf'],
      [`${project}/history.xlsx`, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ]) {
      const before = await newest();
      expect((await api.get(path!, { as: 'officer' })).status).toBe(200);
      expect(await since(before)).toEqual([expect.objectContaining({ action: 'export', route: `GET ${path}`, format })]);
    }
    const before = await newest();
    await api.post('/api/v1/operations/jobs', { job: 'export' }, { as: 'administrator' });
    expect(await since(before)).toEqual([expect.objectContaining({ action: 'export', route: 'POST /api/v1/operations/jobs' })]);
  });

  it('dit les chiffres et les cartes qui peuvent tenir à un secret', async () => {
    const before = await newest();
    await api.get('/api/v1/dashboard', { as: 'officer' });
    await api.get('/ogc/collections/projets/items', { as: 'officer' });
    expect((await since(before)).map(({ action }) => action)).toEqual(['figures', 'figures']);
  });

  it('dit qui lit et qui efface les données d’une personne', async () => {
    const person = randomUUID();
    await api.post('/api/v1/requests/demande-1/reception', {
      requesterKind: 'other',
      topic: 'un terrain',
      contact: `{{person:${person}|06 12 34 56 78}}`,
      visibility: { level: 'public' },
    });
    await api.settled();
    const before = await newest();
    await api.get('/api/v1/requests/demande-1/timeline', { as: 'officer' });
    await streamed('since=2020-01-01&kind=request', '06 12 34 56 78');
    await api.get(`/api/v1/persons/${person}`, { as: 'data-protection-officer' });
    await api.post(
      `/api/v1/persons/${person}/erasure`,
      { reason: 'Demande', legalBasis: 'RGPD, article 17' },
      { as: 'data-protection-officer' },
    );
    expect(await since(before)).toEqual([
      expect.objectContaining({ action: 'read', personal: true, events: [] }),
      expect.objectContaining({ action: 'read', personal: true, route: expect.stringContaining('/events/stream?') }),
      expect.objectContaining({ action: 'personal-data', subjects: [person] }),
      expect.objectContaining({ action: 'erasure', subjects: [person] }),
    ]);
  });

  it('se lit des auditeurs seuls, qui s’y trouvent', async () => {
    expect(await api.get('/api/v1/access-trail')).toMatchObject({ status: 401 });
    for (const as of ['officer', 'administrator', 'data-protection-officer'] as const)
      expect(await api.get('/api/v1/access-trail', { as })).toMatchObject({ status: 403 });
    const before = await newest();
    const { json, headers } = await api.get(`/api/v1/access-trail?about=project-${secret}&action=read&limit=2`, { as: 'auditor' });
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(json.items).toHaveLength(2);
    const rest = (await api.get(json.next, { as: 'auditor' })).json;
    expect(rest.items[0].position).toBeLessThan(json.items[1].position);
    const document = (await api.get('/api/openapi.json')).json;
    expect(departures(json, document.components.schemas.AccessTrail, document.components.schemas)).toEqual([]);
    expect((await since(before)).map(({ action }) => action)).toEqual(['trail-read', 'trail-read']);
    const csv = await api.get(`/api/v1/access-trail?f=csv&about=${prospected}`, { as: 'auditor' });
    expect(csv.text.split('\r\n')[0]).toBe(
      'position,recorded_at,actor,role,action,route,format,status,events,subjects,personal,correlation_id,purpose,hash',
    );
    expect(csv.text).toContain(prospected);
    expect(await api.get('/api/v1/access-trail?action=lecture', { as: 'auditor' })).toMatchObject({ status: 400 });
  });

  it('ne laisse rien voir au public : ni route, ni fait, ni trou', async () => {
    const events = (await api.get('/api/v1/events?limit=100')).text;
    expect(events).not.toMatch(/trail/);
    let recorded = 0;
    for await (const _ of api.eventStore.readAll()) recorded++;
    const head = Number(await api.eventStore.head());
    expect(head).toBe(recorded);
  });
});

describe('Ce qui n’y peut être écrit', () => {
  it('ne se lit pas, et ce qui est public se lit encore', async () => {
    await api.readModels.query('ALTER TABLE trail.head RENAME TO head_away');
    try {
      for (const path of [`${project}/timeline`, '/api/v1/timeline.csv', '/api/v1/dashboard', '/api/v1/projects']) {
        const answer = await api.get(path, { as: 'officer' });
        expect(answer).toMatchObject({ status: 503, json: { code: 'TRAIL_UNAVAILABLE' } });
        expect(answer.text).not.toContain('Hyperion');
        expect([answer.headers.get('retry-after'), answer.headers.get('content-disposition'), answer.headers.get('etag')]).toEqual([
          '2',
          null,
          null,
        ]);
      }
      expect((await api.get(`${site}/timeline`, { as: 'officer' })).status).toBe(200);
      expect((await api.get('/api/v1/timeline')).status).toBe(200);
    } finally {
      await api.readModels.query('ALTER TABLE trail.head_away RENAME TO head');
    }
    expect((await api.get(`${project}/timeline`, { as: 'officer' })).status).toBe(200);
  });
});

describe('Une entrée', () => {
  const queries = () => new TrailQueries(api.readModels);

  it('ne se change ni ne se retire', async () => {
    for (const statement of [`UPDATE trail.entry SET actor = 'nobody'`, 'DELETE FROM trail.entry', 'TRUNCATE trail.entry'])
      await expect(api.readModels.query(statement)).rejects.toThrow('only ever added to');
  });

  it('tient à toutes celles d’avant : ce qui fut changé malgré tout se voit', async () => {
    const { head, entries, findings } = await queries().verify();
    expect(findings).toEqual([]);
    expect(entries).toBe(head.position);
    const [{ entry }] = await api.readModels.query('SELECT entry FROM trail.entry WHERE position = 2');
    const tamper = async (statement: string) => {
      await api.readModels.query('ALTER TABLE trail.entry DISABLE TRIGGER append_only');
      await api.readModels.query(statement);
      await api.readModels.query('ALTER TABLE trail.entry ENABLE TRIGGER append_only');
    };
    await tamper(`UPDATE trail.entry SET entry = replace(entry, '"actor":"', '"actor":"x') WHERE position = 2`);
    expect((await queries().verify()).findings).toEqual([{ position: 2, code: 'ALTERED' }]);
    await api.readModels.query('ALTER TABLE trail.entry DISABLE TRIGGER append_only');
    await api.readModels.query('UPDATE trail.entry SET entry = $1 WHERE position = 2', [entry]);
    await api.readModels.query('ALTER TABLE trail.entry ENABLE TRIGGER append_only');
    expect((await queries().verify(head)).findings).toEqual([]);
    expect((await queries().verify({ position: head.position, hash: '0'.repeat(64) })).findings).toEqual([
      { position: head.position, code: 'HEAD_DIFFERS' },
    ]);
    expect((await queries().verify({ position: head.position + 5, hash: head.hash })).findings).toEqual([
      { position: head.position + 1, code: 'CUT_OFF' },
    ]);
  });

  it('part après sa durée, et le reste se vérifie encore', async () => {
    await api.readModels.query('ALTER TABLE trail.entry DISABLE TRIGGER append_only');
    await api.readModels.query(`UPDATE trail.entry SET recorded_at = recorded_at - interval '13 months' WHERE position <= 3`);
    await api.readModels.query('ALTER TABLE trail.entry ENABLE TRIGGER append_only');
    const { head } = await queries().verify();
    expect(await prune(api.readModels, 24)).toBe(0);
    expect(await prune(api.readModels, 12)).toBe(3);
    expect(await queries().verify(head)).toMatchObject({ entries: head.position - 3, findings: [] });
  });

  it('a un numéro sans trou, quoi que l’on lise à la fois', async () => {
    const { head } = await queries().verify();
    const answers = await Promise.all(Array.from({ length: 40 }, () => api.get(`${project}/timeline`, { as: 'officer' })));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await queries().verify(head)).toMatchObject({ head: { position: head.position + 40 }, findings: [] });
  });
});

const newest = async (): Promise<number> => (await new TrailQueries(api.readModels).head()).position;

/** Follows the feed until it tells of this. */
async function streamed(query: string, until: string): Promise<void> {
  const stop = new AbortController();
  const headers = { authorization: `Bearer ${await api.token('officer')}` };
  const response = await fetch(`${api.base}/api/v1/events/stream?${query}`, { headers, signal: stop.signal });
  const reader = response.body!.getReader();
  let text = '';
  while (!text.includes(until)) text += new TextDecoder().decode((await reader.read()).value);
  stop.abort();
}

/** What was written after an entry, in order. */
async function since(position: number): Promise<Told[]> {
  const told = await new TrailQueries(api.readModels).page({}, undefined, 100);
  return told
    .filter((entry) => entry.position > position)
    .reverse()
    .map((entry) => ({ ...entry, events: entry.events ?? [], subjects: entry.subjects ?? [] }));
}
