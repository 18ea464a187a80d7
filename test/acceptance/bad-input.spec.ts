import { request as httpRequest } from 'node:http';
import { TestApi, type Answer } from '../support/api.js';
import { registration, rows, site, sourced } from './bad-input.rows.js';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  await api.post(`${site}/registration`, registration);
});
afterAll(() => api?.close());

describe('Une demande mal faite est refusée, et dit quoi corriger', () => {
  it.each(rows)('$title', async ({ path = 'closure', body, asking, status, code, field, remedy }) => {
    const answer = await api.post(address(path), body, asking);
    expect({ status: answer.status, code: answer.json.code }).toEqual({ status, code });
    expectInertProblem(answer);
    if (field) expect(answer.json.errors.map((error: { field: string }) => error.field)).toContain(field);
    if (remedy) expect(answer.json.errors.find((error: { field: string }) => error.field === field).remedy).toMatch(remedy);
  });

  it('dit où le JSON s’arrête', async () => {
    expect((await api.post(`${site}/closure`, '{\n  "sources": [],\n}')).json.detail).toContain('ligne 3, colonne 1');
  });

  it('nomme tous les champs d’un coup', async () => {
    const { json } = await api.post(`${site}/registration`, { name: '', communeCode: 'x', siteKind: 'y', sources: [] });
    expect(json.errors.map(({ field }: { field: string }) => field).sort()).toEqual(['communeCode', 'name', 'siteKind', 'sources']);
  });

  it('le dit aussi en anglais', async () => {
    const { json } = await api.post(`${site}/closure?lang=en`, { ...sourced, joblost: 864 });
    expect(json).toMatchObject({ title: 'Invalid request', errors: [{ field: 'joblost', remedy: 'Did you mean "jobsLost"?' }] });
  });

  it('ne répète pas une valeur de dix mille caractères', async () => {
    const { text } = await api.post(`${site}/registration`, { ...registration, name: 'a'.repeat(10_000) });
    expect(text.length).toBeLessThan(1_000);
  });

  it('dit quelles méthodes une adresse prend', async () => {
    const onReading = await api.post('/api/v1/timeline', { ...sourced });
    expect({ status: onReading.status, code: onReading.json.code }).toEqual({ status: 405, code: 'METHOD_NOT_ALLOWED' });
    expect(onReading.headers.get('allow')).toBe('GET, HEAD');
    const onWriting = await api.get(`${site}/closure`);
    expect({ status: onWriting.status, allow: onWriting.headers.get('allow') }).toEqual({ status: 405, allow: 'POST' });
  });

  it('n’a rien enregistré de tout cela', async () => {
    let events = 0;
    for await (const event of api.eventStore.readAll()) events += event.revision >= 0 ? 1 : 0;
    expect(events).toBe(1);
  });
});

describe('Ce qui n’est pas une demande', () => {
  it('un corps de 100 Mo est refusé sans être lu en entier', async () => {
    const { status, code, sent } = await pour(100);
    expect({ status, code }).toEqual({ status: 413, code: 'BODY_TOO_LARGE' });
    expect(sent).toBeLessThan(50);
  });

  it('le serveur répond toujours', async () => {
    expect((await api.get('/health/live')).status).toBe(200);
  });
});

function expectInertProblem({ headers, text, json }: Answer): void {
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(text).not.toContain('<');
  expect(text).not.toMatch(/\bat .*\.(js|ts):\d|SELECT |INSERT |node_modules/);
  expect(json).toEqual({
    type: expect.stringContaining('urn:palimpseste:problem:'),
    title: expect.any(String),
    status: expect.any(Number),
    detail: expect.any(String),
    code: expect.any(String),
    errors: expect.any(Array),
    instance: expect.stringMatching(/^\//),
  });
}

const address = (path: string): string => {
  const parts = `${site.slice(1)}/${path}`.split('/');
  return `/${parts.reduce<string[]>((kept, part) => (part === '..' ? kept.slice(0, -1) : [...kept, part]), []).join('/')}`;
};

/** Pours megabytes without saying how many, until the server answers. */
async function pour(megabytes: number): Promise<{ status: number; code: string; sent: number }> {
  const token = await api.token('officer');
  const chunk = Buffer.alloc(1_000_000, 'a');
  return new Promise((resolve, reject) => {
    let sent = 0;
    let answered = false;
    const request = httpRequest(`${api.base}${site}/closure`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    request.on('response', (response) => {
      answered = true;
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (data: string) => (text += data));
      response.on('end', () => {
        request.destroy();
        resolve({ status: response.statusCode!, code: JSON.parse(text).code, sent });
      });
    });
    request.on('error', (error) => !answered && reject(error));
    const more = () => {
      while (!answered && !request.destroyed && sent < megabytes) {
        sent += 1;
        if (!request.write(chunk)) return void request.once('drain', more);
      }
      if (sent >= megabytes) request.end();
    };
    more();
  });
}
