import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { probe, type ProbeOptions } from './probe.js';

describe('an address that is asked', () => {
  let server: Server;
  let base: string;
  let asked: { method: string; agent: string }[];
  beforeAll(async () => {
    server = createServer(({ method, url = '', headers }, response) => {
      asked.push({ method: method!, agent: headers['user-agent']! });
      const [, what = ''] = url.split('/');
      if (what === 'silent') return;
      if (what === 'headless') return void response.writeHead(method === 'HEAD' ? 405 : 200).end('Lens');
      if (what === 'moved') return void response.writeHead(301, { location: '/200' }).end();
      if (what === 'round') return void response.writeHead(302, { location: '/round' }).end();
      if (what === 'file') return void response.writeHead(302, { location: 'file:///etc/passwd' }).end();
      if (what === 'cut') return void response.destroy();
      response.writeHead(Number(what)).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  const ask = (path: string, options: Partial<ProbeOptions> = {}) => probe(`${base}/${path}`, { privateToo: true, ...options });

  it.each([
    ['200', 'alive', 200, null],
    ['headless', 'alive', 200, null],
    ['moved', 'alive', 200, null],
    ['403', 'guarded', 403, null],
    ['429', 'guarded', 429, null],
    ['404', 'failed', 404, null],
    ['410', 'failed', 410, null],
    ['500', 'failed', 500, null],
    ['round', 'failed', null, 'TOO_MANY_REDIRECTS'],
    ['file', 'failed', null, 'FORBIDDEN_ADDRESS'],
    ['cut', 'failed', null, 'ECONNRESET'],
  ])('is judged by what answers: %s', async (path, outcome, status, fault) => {
    expect(await ask(path)).toEqual({ outcome, status, fault });
  });

  it('is asked for its head, and for its beginning only where that does not do', async () => {
    await ask('200', { contact: 'https://artois.example' });
    expect(asked).toEqual([{ method: 'HEAD', agent: 'Palimpseste-link-watch/1 (+https://artois.example)' }]);
    await ask('headless');
    expect(asked.map(({ method }) => method).slice(1)).toEqual(['HEAD', 'GET']);
  });

  it('is not waited for without end', async () =>
    expect(await ask('silent', { patience: 50 })).toMatchObject({ outcome: 'failed', fault: 'TIMEOUT' }));

  it.each([
    'http://127.0.0.1:1/',
    'http://localhost:1/',
    'http://[::1]:1/',
    'http://[::ffff:127.0.0.1]:1/',
    'http://10.0.0.1/',
    'http://169.254.169.254/latest/',
    'http://0.0.0.0/',
    'http://2130706433/',
  ])('is not asked when it is of a private network: %s', async (address) =>
    expect(await probe(address, { privateToo: false })).toEqual({ outcome: 'failed', status: null, fault: 'FORBIDDEN_ADDRESS' }),
  );

  it('is not asked when it is none of the web', async () => {
    for (const address of ['ftp://a.example/', 'file:///etc/passwd'])
      expect((await probe(address, { privateToo: true })).fault).toBe('FORBIDDEN_ADDRESS');
    expect(await probe('nulle part', { privateToo: true })).toMatchObject({ outcome: 'failed', fault: 'ERR_INVALID_URL' });
  });
});
