import { Tokens } from '@app/http';
import { TestApi } from '../support/api.js';

let api: TestApi;
let tokens: Tokens;
beforeAll(async () => {
  api = await TestApi.start();
  tokens = new Tokens(api.readModels);
});
afterAll(() => api?.close());

const path = '/api/v1/sites/acces/registration';
const body = { sources: [{ documentId: 'accord-2023' }], name: 'Accès', communeCode: '62119', siteKind: 'plant' };
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` }, as: undefined });

describe('Les jetons', () => {
  it('valent dès qu’ils sont faits, et plus dès qu’ils sont révoqués', async () => {
    const { token, record } = await tokens.create('officer', 'essai');
    expect((await api.post(path, body, bearer(token))).status).toBe(201);
    expect(await tokens.revoke(record.id)).toBe(true);
    expect(await api.post(path, body, bearer(token))).toMatchObject({ status: 401, json: { code: 'TOKEN_INVALID' } });
    expect(await tokens.revoke(record.id)).toBe(false);
    expect((await tokens.list()).find(({ id }) => id === record.id)).toMatchObject({
      label: 'essai',
      role: 'officer',
      revoked: expect.any(String),
    });
  });

  it('ne se lisent pas dans la base', async () => {
    const { token, record } = await tokens.create('auditor', 'lecture');
    const rows = JSON.stringify(await api.readModels.query('SELECT *, encode(hash, $1) AS hex FROM access.token', ['hex']));
    expect(rows).toContain(record.id);
    expect(rows).not.toContain(token);
    expect(token).toMatch(/^plp_[\w-]{43}$/);
  });

  it('ne passent pas par l’adresse', async () => {
    const { token } = await tokens.create('officer', 'adresse');
    expect(await api.ask(`${path}?access_token=${token}`, { method: 'POST', body })).toMatchObject({ status: 401 });
  });

  it('refusés, le sont aussi pour lire ce qui est public : on ne lit pas à moitié', async () => {
    expect(await api.get('/api/v1/timeline', { headers: { authorization: 'Bearer plp_faux' } })).toMatchObject({ status: 401 });
  });

  it('signent ce qu’ils enregistrent de leur identifiant, jamais d’un nom', async () => {
    const { token, record } = await tokens.create('administrator', 'signature');
    await api.post('/api/v1/sites/signe/registration', body, bearer(token));
    await api.settled();
    expect((await api.get('/api/v1/sites/signe/history', { as: 'auditor' })).json.items[0].recordedBy).toBe(record.id);
  });
});

describe('Chaque adresse qui écrit', () => {
  it('est fermée au public et à l’auditeur', async () => {
    const { paths } = (await api.get('/api/openapi.json')).json as { paths: Record<string, Record<string, unknown>> };
    const writes = Object.entries(paths).filter(([, operations]) => 'post' in operations);
    expect(writes.length).toBeGreaterThan(60);
    const answers = await Promise.all(
      writes.map(async ([address]) => {
        const target = address
          .replace(/\{eventId\}/, '01890a5d-ac96-774b-bcce-b302099a8057')
          .replace(/\{kind\}/, 'site')
          .replace(/\{\w+\}/g, 'acces');
        const [anybody, auditor] = await Promise.all([
          api.ask(target, { method: 'POST', body: {} }),
          api.post(target, {}, { as: 'auditor' }),
        ]);
        return `${anybody.status} ${auditor.status}`;
      }),
    );
    expect(new Set(answers)).toEqual(new Set(['401 403']));
  });
});
