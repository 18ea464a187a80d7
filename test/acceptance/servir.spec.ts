import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestApi } from '../support/api.js';
import { tellBridgestone } from './stories.js';

let api: TestApi;
let webRoot: string;
let ready = { ready: false, reasons: ['Le jeu de données se charge : 12 faits sur 300.'] };
beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'palimpseste-web-'));
  await mkdir(join(webRoot, 'assets'));
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>Palimpseste</title>');
  await writeFile(join(webRoot, 'assets', 'app-1a2b3c.js'), 'export {};');
  await writeFile(join(webRoot, '.env'), 'SECRET=1');
  await writeFile(join(webRoot, '..', 'palimpseste-outside.txt'), 'outside');
  api = await TestApi.start({ webRoot, readiness: async () => ready });
});
afterAll(async () => {
  await api?.close();
  await rm(webRoot, { recursive: true, force: true });
  await rm(join(webRoot, '..', 'palimpseste-outside.txt'), { force: true });
});

describe('La santé', () => {
  it('vit dès que le programme répond', async () => {
    expect(await api.get('/health/live')).toMatchObject({ status: 200, json: { status: 'live' } });
  });

  it('dit pourquoi elle n’est pas prête, puis qu’elle l’est', async () => {
    const starting = await api.get('/health/ready');
    expect(starting).toMatchObject({ status: 503, json: { status: 'starting', reasons: ready.reasons } });
    expect(starting.headers.get('retry-after')).toBe('1');
    ready = { ready: true, reasons: [] };
    expect(await api.get('/health/ready')).toMatchObject({ status: 200, json: { status: 'ready', reasons: [] } });
  });
});

describe('L’application web', () => {
  it.each(['/', '/index.html', '/sites/bridgestone-bethune', '/territoire?at=2020'])('répond à %s par sa page', async (path) => {
    const { status, headers, text } = await api.get(path);
    expect({ status, type: headers.get('content-type'), cache: headers.get('cache-control') }).toEqual({
      status: 200,
      type: 'text/html; charset=utf-8',
      cache: 'no-cache',
    });
    expect(text).toContain('<title>Palimpseste</title>');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  it('garde pour toujours les fichiers qui portent leur empreinte', async () => {
    const { headers } = await api.get('/assets/app-1a2b3c.js');
    expect(headers.get('content-type')).toContain('text/javascript');
    expect(headers.get('cache-control')).toContain('immutable');
    expect(await api.get('/assets/app-1a2b3c.js', { headers: { 'if-none-match': headers.get('etag')! } })).toMatchObject({
      status: 304,
      text: '',
    });
  });

  it.each([
    '/assets/absent.js',
    '/.env',
    '/..%2fpalimpseste-outside.txt',
    '/assets/..%2f..%2fpalimpseste-outside.txt',
    '/api/v1/rien',
    '/api',
    '/health/rien',
  ])('ne donne rien à %s', async (path) => {
    const { status, text, headers } = await api.get(path);
    expect(status).toBe(404);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(text).not.toMatch(/SECRET|outside"/);
  });
});

describe('Le serveur', () => {
  it('répond par un problème à ce qui n’est pas du HTTP', async () => {
    const { port } = new URL(api.base);
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('BONJOUR\r\n\r\n'));
      let received = '';
      socket
        .setEncoding('utf8')
        .on('data', (data) => (received += data))
        .on('end', () => resolve(received))
        .on('error', reject);
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*"code":"REQUEST_MALFORMED"/);
  });

  it('laisse lire le public depuis n’importe quelle page, et n’écrire depuis aucune', async () => {
    expect((await api.get('/api/v1/timeline')).headers.get('access-control-allow-origin')).toBe('*');
    expect((await api.post('/api/v1/sites/x/closure', {})).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('s’arrête sans attendre les relectures en cours', async () => {
    const other = await TestApi.start();
    await tellBridgestone(other);
    const response = await fetch(`${other.base}/api/v1/sites/bridgestone-bethune/replay?speed=0.1`);
    const reader = response.body!.getReader();
    await reader.read();
    const drained = (async () => {
      while (!(await reader.read().catch(() => ({ done: true }))).done);
    })();
    await other.close();
    await drained;
  });
});
