import { randomUUID } from 'node:crypto';
import { TestApi } from '../support/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api?.close());

describe('Enregistrer la vie d’un site', () => {
  it('inscrit un site, annonce sa fermeture, puis le ferme', async () => {
    const site = '/api/v1/sites/bridgestone-bethune';
    expect(await api.post(`${site}/registration`, registration)).toMatchObject({ status: 201 });
    expect(await api.post(`${site}/closure-announcement`, { ...sourced, occurred: '2020-09-16', jobsAtRisk: 863 })).toMatchObject({
      status: 201,
    });
    const closed = await api.post(`${site}/closure`, { ...sourced, occurred: '2020-12~', jobsLost: 864 });
    expect(closed.status).toBe(201);
    expect(closed.json).toMatchObject({
      status: 'recorded',
      subject: { kind: 'site', id: 'bridgestone-bethune' },
      revision: 2,
      events: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
    });
    expect(closed.json.position).not.toMatch(/^\d+$/);
  });

  it('refuse en français de fermer un site qui n’est pas au registre', async () => {
    const { status, headers, json } = await api.post('/api/v1/sites/inconnu/closure', sourced);
    expect(status).toBe(409);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(json).toMatchObject({ code: 'SITE_UNKNOWN', title: 'Le site « inconnu » n’est pas au registre : enregistrez-le d’abord.' });
  });

  it('le dit en anglais à qui le demande', async () => {
    const { json } = await api.post('/api/v1/sites/inconnu/closure', sourced, {
      headers: { 'accept-language': 'en-GB,en;q=0.9,fr;q=0.5' },
    });
    expect(json.title).toMatch(/^[\x20-\x7e“”"]+$/);
  });

  it('n’enregistre qu’une fois une demande répétée avec la même clé', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await api.post('/api/v1/sites/metaleurop/registration', { ...registration, name: 'Metaleurop' }, { headers });
    const again = await api.post('/api/v1/sites/metaleurop/registration', { ...registration, name: 'Metaleurop' }, { headers });
    expect(again.status).toBe(201);
    expect(again.json.status).toBe('repeated');
    expect(again.json.events).toEqual(first.json.events);
  });

  it('refuse la même clé avec un autre contenu', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    await api.post('/api/v1/sites/noyelles/registration', registration, { headers });
    const other = await api.post('/api/v1/sites/noyelles/registration', { ...registration, name: 'Autre' }, { headers });
    expect(other).toMatchObject({ status: 422, json: { code: 'COMMAND_ID_REUSED' } });
  });

  it('refuse d’écrire sur un sujet qui a changé depuis la lecture', async () => {
    await api.post('/api/v1/sites/faurecia/registration', registration);
    const late = await api.post(
      '/api/v1/sites/faurecia/acquisitions',
      { ...sourced, buyer: 'La Ville' },
      { headers: { 'if-match': '"7"' } },
    );
    expect(late).toMatchObject({ status: 412, json: { code: 'REVISION_MISMATCH' } });
    const timely = await api.post(
      '/api/v1/sites/faurecia/acquisitions',
      { ...sourced, buyer: 'La Ville' },
      { headers: { 'if-match': '"0"' } },
    );
    expect(timely.status).toBe(201);
  });
});

describe('Qui peut écrire', () => {
  const path = '/api/v1/sites/acces/registration';

  it('personne sans jeton', async () => {
    const answer = await api.ask(path, { method: 'POST', body: registration });
    expect(answer).toMatchObject({ status: 401, json: { code: 'TOKEN_MISSING' } });
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  });

  it('pas l’auditeur, qui lit tout', async () => {
    expect(await api.post(path, registration, { as: 'auditor' })).toMatchObject({ status: 403, json: { code: 'ROLE_INSUFFICIENT' } });
  });

  it('l’administrateur', async () => {
    expect(await api.post(path, registration, { as: 'administrator' })).toMatchObject({ status: 201 });
  });
});

const sourced = { sources: [{ documentId: 'accord-2023' }] };
const registration = { ...sourced, name: 'Bridgestone Béthune', communeCode: '62119', siteKind: 'plant', operator: 'Bridgestone' };
