import { createHash, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { TestApi, type Asking } from '../support/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  for (const sourceId of ['rapport', 'article', 'dossier'])
    await api.post(`/api/v1/sources/${sourceId}/registration`, { title: `Titre de ${sourceId}`, url: `https://exemple.fr/${sourceId}` });
  await api.settled();
});
afterAll(() => api?.close());

describe('Déposer un document', () => {
  it('le garde sous son empreinte, et le dit', async () => {
    const answer = await put('rapport', document, 'licence=CC%20BY%204.0&redistribution=allowed&occurred=2024-03-01&title=Le%20rapport');
    expect(answer).toMatchObject({ status: 201, json: { status: 'recorded', subject: { kind: 'source', id: 'rapport' } } });
    await api.settled();
    const { json } = await api.get(captures('rapport'));
    expect(json).toMatchObject({
      source: { id: 'rapport', name: 'Titre de rapport' },
      items: [
        {
          sha256: hash(document),
          bytes: document.length,
          mediaType: 'application/pdf',
          title: 'Le rapport',
          licence: 'CC BY 4.0',
          redistribution: { code: 'allowed', label: 'redistribuable' },
          address: 'https://exemple.fr/rapport',
          captured: { edtf: '2024-03-01', text: '1er mars 2024' },
          destroyed: null,
          href: `${captures('rapport')}/${hash(document)}`,
        },
      ],
    });
    const { json: timeline } = await api.get('/api/v1/sources/rapport/timeline?lang=en');
    const told = timeline.items.find(({ type }: { type: string }) => type === 'SourceCaptured');
    expect(told.sentence).toMatch(/^Copy of the document put in the locker \(\d+ bytes, SHA-256 [0-9a-f]{12}…\)$/);
  });

  it('ne le garde qu’une fois, et répond la même chose à la même demande', async () => {
    expect(await put('rapport', document, 'licence=CC%20BY%204.0&redistribution=allowed&title=Le%20rapport')).toMatchObject({
      status: 200,
      json: { status: 'unchanged' },
    });
    const headers = { 'idempotency-key': randomUUID() };
    const first = await put('article', text, '', { headers });
    const again = await put('article', text, '', { headers });
    expect([first.status, again.status, again.json.status]).toEqual([201, 201, 'repeated']);
    expect(again.json.events).toEqual(first.json.events);
    expect(await put('article', pdf('autre'), '', { headers })).toMatchObject({ status: 422, json: { code: 'COMMAND_ID_REUSED' } });
    expect(await kept(pdf('autre'))).toBe(false);
  });

  it('refuse un document qui pourrait agir, et dit ce qui fut trouvé et que faire', async () => {
    const { status, json } = await put('rapport', pdf('<< /S /JavaScript /JS (app.alert) >>'));
    expect(status).toBe(422);
    expect(json).toMatchObject({
      code: 'CAPTURE_ACTIVE',
      errors: [{ field: 'body', value: 'javascript', message: 'Contient du JavaScript.' }],
    });
    expect(json.errors[0].remedy).toMatch(/Imprimez-le en PDF/);
  });

  it.each([
    ['une archive', Buffer.from('504b0506000000000000000000000000000000000000', 'hex'), {}, 415, 'CAPTURE_TYPE_REFUSED'],
    [
      'une image envoyée comme PDF',
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      { 'content-type': 'application/pdf' },
      415,
      'CAPTURE_TYPE_REFUSED',
    ],
    ['du JSON', Buffer.from('{}'), { 'content-type': 'application/json' }, 400, 'CAPTURE_EMPTY'],
    ['rien', Buffer.alloc(0), {}, 400, 'CAPTURE_EMPTY'],
    ['trop', Buffer.alloc(1_048_577, 'a'), { 'content-type': 'text/plain' }, 413, 'BODY_TOO_LARGE'],
  ])('refuse %s', async (_, bytes, headers, status, code) => {
    expect(await put('rapport', bytes, '', { headers })).toMatchObject({ status, json: { code } });
    expect(await kept(bytes)).toBe(false);
  });

  it('refuse ce qui dépasse sans l’avoir annoncé, et le dit', async () => {
    const { status, body } = await sentInPieces('rapport', 3_000_000);
    expect([status, JSON.parse(body).code]).toEqual([413, 'BODY_TOO_LARGE']);
  });

  it('refuse une demande qui n’est pas valable avant de lire le document', async () => {
    expect(await put('inconnu', document)).toMatchObject({ status: 409, json: { code: 'SOURCE_NOT_REGISTERED' } });
    expect(await put('rapport', document, 'redistribution=oui')).toMatchObject({ status: 400, json: { code: 'PARAMETER_INVALID' } });
    expect(await put('rapport', document, 'address=ftp://a')).toMatchObject({ status: 400, json: { errors: [{ field: 'address' }] } });
    expect(await put('rapport', document, '', { as: 'auditor' })).toMatchObject({ status: 403 });
    expect(await put('rapport', document, '', { as: undefined })).toMatchObject({ status: 401 });
  });

  it('ne prend de document qu’ici', async () =>
    expect(await api.post('/api/v1/sources/rapport/registration', 'x', { headers: { 'content-type': 'text/plain' } })).toMatchObject({
      status: 415,
      json: { code: 'MEDIA_TYPE_UNSUPPORTED' },
    }));
});

describe('Lire un document', () => {
  const path = () => `${captures('rapport')}/${hash(document)}`;

  it('le donne tel quel, à enregistrer, sans que rien n’en puisse agir', async () => {
    const { status, headers, text: body } = await api.get(path());
    expect([status, body]).toEqual([200, document.toString()]);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(document.length),
      etag: `"${hash(document)}"`,
      'content-disposition': expect.stringMatching(/^attachment; filename="rapport-[0-9a-f]{8}\.pdf"/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': expect.stringMatching(/^public, .*immutable/),
    });
    expect((await api.get(path(), { as: 'officer' })).headers.get('cache-control')).toBe('private, no-store');
  });

  it('en donne une partie, ou rien à qui l’a déjà', async () => {
    const part = await api.get(path(), { headers: { range: 'bytes=0-7' } });
    expect([part.status, part.text, part.headers.get('content-range')]).toEqual([206, '%PDF-1.7', `bytes 0-7/${document.length}`]);
    expect((await api.get(path(), { headers: { range: 'bytes=-5' } })).text).toBe('%%EOF');
    expect((await api.get(path(), { headers: { range: 'bytes=0-7', 'if-range': '"autre"' } })).status).toBe(200);
    expect(await api.get(path(), { headers: { range: 'bytes=9999999-' } })).toMatchObject({
      status: 416,
      json: { code: 'RANGE_UNSATISFIABLE' },
    });
    expect((await api.get(path(), { headers: { 'if-none-match': `"${hash(document)}"` } })).status).toBe(304);
  });

  it('ne donne à tous que l’empreinte de ce qui n’est pas redistribuable', async () => {
    const address = `${captures('article')}/${hash(text)}`;
    expect((await api.get(captures('article'))).json.items).toMatchObject([{ sha256: hash(text), href: null }]);
    const refused = await api.get(address);
    expect(refused).toMatchObject({ status: 403, json: { code: 'REDISTRIBUTION_FORBIDDEN' } });
    expect(refused.json.detail).toContain(hash(text));
    for (const as of ['officer', 'auditor'] as const) expect((await api.get(address, { as })).text).toBe(text.toString());
  });

  it('n’en laisse rien voir à qui n’a pas à le connaître', async () => {
    const secret = pdf('secret');
    expect((await put('rapport', secret, 'visibility=confidential&redistribution=allowed')).status).toBe(201);
    await api.settled();
    const address = `${captures('rapport')}/${hash(secret)}`;
    const unknown = await api.get(`${captures('rapport')}/${'0'.repeat(64)}`);
    const hidden = await api.get(address);
    expect([hidden.status, hidden.json.detail]).toEqual([404, unknown.json.detail]);
    expect((await api.get(captures('rapport'))).json.items).toHaveLength(1);
    expect((await api.get(address, { as: 'auditor' })).text).toBe(secret.toString());
  });

  it('ne donne pas un document altéré', async () => {
    const altered = pdf('avant');
    await put('dossier', altered, 'redistribution=allowed');
    await api.settled();
    await alter(altered);
    expect(await api.get(`${captures('dossier')}/${hash(altered)}`)).toMatchObject({ status: 500, json: { code: 'UNEXPECTED' } });
  });
});

describe('Détruire un document', () => {
  const shared = pdf('partage');
  const order = { legalBasis: 'RGPD, article 17', reason: 'Demande de la personne concernée' };
  const destroy = (source: string, as: Asking['as'] = 'administrator', body: object = order) =>
    api.post(`${captures(source)}/${hash(shared)}/destruction`, body, { as });

  it('demande un motif, un fondement, et un administrateur', async () => {
    for (const source of ['rapport', 'article']) expect((await put(source, shared, 'redistribution=allowed')).status).toBe(201);
    await api.settled();
    expect((await destroy('rapport', 'officer')).status).toBe(403);
    expect(await destroy('rapport', 'administrator', { legalBasis: 'RGPD' })).toMatchObject({
      status: 400,
      json: { errors: [{ field: 'reason' }] },
    });
    expect(await destroy('dossier')).toMatchObject({ status: 409, json: { code: 'CAPTURE_UNKNOWN' } });
  });

  it('laisse l’empreinte et le motif ; les octets restent tant qu’une autre source les a', async () => {
    expect(await destroy('rapport')).toMatchObject({ status: 201, json: { status: 'recorded' } });
    await api.settled();
    const { items } = (await api.get(captures('rapport'))).json;
    expect(items.find(({ sha256 }: { sha256: string }) => sha256 === hash(shared))).toMatchObject({
      href: null,
      destroyed: { legalBasis: 'RGPD, article 17', reason: 'Demande de la personne concernée' },
    });
    expect(await api.get(`${captures('rapport')}/${hash(shared)}`)).toMatchObject({ status: 410, json: { code: 'CAPTURE_GONE' } });
    expect((await api.get(`${captures('article')}/${hash(shared)}`)).status).toBe(200);
    expect(await kept(shared)).toBe(true);
    expect((await destroy('article')).status).toBe(201);
    expect(await kept(shared)).toBe(false);
  });

  it('tient bon quand tous demandent la même chose à la fois', async () => {
    const wanted = pdf('partout');
    const puts = await Promise.all(Array.from({ length: 30 }, () => put('dossier', wanted)));
    expect(puts.map(({ status }) => status).sort()).toEqual([...Array<number>(29).fill(200), 201]);
    await api.settled();
    const ends = await Promise.all(
      Array.from({ length: 30 }, () => api.post(`${captures('dossier')}/${hash(wanted)}/destruction`, order, { as: 'administrator' })),
    );
    expect(ends.map(({ status }) => status).sort()).toEqual([...Array<number>(29).fill(200), 201]);
    expect(await kept(wanted)).toBe(false);
  });

  it('ne les laisse pas revenir', async () => {
    expect(await put('rapport', shared)).toMatchObject({ status: 409, json: { code: 'CAPTURE_DESTROYED' } });
    expect(await kept(shared)).toBe(false);
  });
});

const captures = (source: string) => `/api/v1/sources/${source}/captures`;
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const kept = async (bytes: Buffer) => (await api.locker.documents.find(hash(bytes))) !== undefined;
const text = Buffer.from('Bridgestone ferme son usine de Béthune.');

function pdf(body: string): Buffer {
  return Buffer.from(`%PDF-1.7\n1 0 obj (${body}) endobj\n%%EOF`);
}
const document = pdf('rapport');

function put(source: string, body: Buffer, query = '', { headers, ...asking }: Asking = {}) {
  const type = body.subarray(0, 4).toString() === '%PDF' ? 'application/pdf' : 'application/octet-stream';
  return api.post(`${captures(source)}?${query}`, body, { headers: { 'content-type': type, ...headers }, ...asking });
}

/** Changes the file behind the back of the product. */
async function alter(bytes: Buffer): Promise<void> {
  const { appendFile } = await import('node:fs/promises');
  const name = hash(bytes);
  await appendFile(`${api.locker.documents.place}/${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`, 'x');
}

/** Sends a text without saying how long it is. */
async function sentInPieces(source: string, bytes: number): Promise<{ status: number; body: string }> {
  const token = await api.token('officer');
  return new Promise((resolve, reject) => {
    const sending = httpRequest(`${api.base}${captures(source)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain', 'transfer-encoding': 'chunked' },
    });
    sending.on('error', reject).on('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode!, body }));
    });
    for (let sent = 0; sent < bytes; sent += 10_000) sending.write(Buffer.alloc(10_000, 'a'));
    sending.end();
  });
}
