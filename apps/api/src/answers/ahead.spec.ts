import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { installAhead } from './ahead.js';
import type { KeptAnswer } from './kept-answers.js';

const KEPT: KeptAnswer = {
  answer: { tag: '"t"', contentType: 'application/json', body: Buffer.from('{"at":"0000-00-00T00:00:00.000Z"}'), stampedAt: 7 },
  headers: { etag: '"t"', 'cache-control': 'public' },
  keeping: 'until-told',
  route: '/api/v1/things/:id',
  state: { now: '1', past: '1' },
};

describe('what is kept', () => {
  let server: Server;
  let handled: string[];
  let seen: unknown[];
  let looked: Map<string, (kept: KeptAnswer | undefined) => void>;
  beforeEach(async () => {
    handled = [];
    seen = [];
    server = createServer((message, response) => {
      handled.push(message.url!);
      response.end('handled');
    });
    looked = new Map();
    const find = ({ url }: IncomingMessage) => {
      if (url?.startsWith('/api/v1/waits/')) return new Promise<KeptAnswer | undefined>((resolve) => looked.set(url, resolve));
      return url === '/api/v1/things/1' ? KEPT : undefined;
    };
    installAhead(server, find, {
      began: (request) => ({ ended: (status) => void seen.push({ ...request, status }) }),
      shed: () => undefined,
    });
    server.on('connection', (socket) => socket.once('close', () => server.emit('dropped')));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => void server.close());

  const ask = async (path: string, headers: OutgoingHttpHeaders = {}, method = 'GET') => {
    const { port } = server.address() as AddressInfo;
    const asked = request({ port, host: '127.0.0.1', path, method, headers: { ...headers, 'x-correlation-id': 'mine' } }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    return { status: answer.statusCode, headers: answer.headers, text: Buffer.concat(chunks).toString() };
  };

  it('is given before anybody else sees the question, with the hour at which it is', async () => {
    const { status, headers, text } = await ask('/api/v1/things/1');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ etag: '"t"', 'x-correlation-id': 'mine', 'x-content-type-options': 'nosniff' });
    expect(headers['content-length']).toBe(String(text.length));
    expect(Date.now() - Date.parse((JSON.parse(text) as { at: string }).at)).toBeLessThan(10_000);
    expect(handled).toEqual([]);
    expect(KEPT.answer.body.toString()).toContain('0000-00-00');
  });

  it('is not sent to whoever holds it, nor after a question for its head', async () => {
    expect(await ask('/api/v1/things/1', { 'if-none-match': '"t"' })).toMatchObject({ status: 304, text: '' });
    const { headers, text } = await ask('/api/v1/things/1', {}, 'HEAD');
    expect([headers['content-length'], text]).toEqual([String(KEPT.answer.body.length), '']);
  });

  it('is told to whoever counts requests, by its route', async () => {
    await ask('/api/v1/things/1', { 'if-none-match': '"t"' });
    expect(seen).toEqual([{ method: 'GET', route: '/api/v1/things/:id', correlationId: 'mine', caller: undefined, status: 304 }]);
  });

  it('is given after a look, and what turns out not to be right goes the way of all', async () => {
    const answers = Promise.all([ask('/api/v1/waits/1', { 'if-none-match': '"t"' }), ask('/api/v1/waits/2')]);
    await until(() => looked.size === 2);
    expect([handled, seen]).toEqual([[], []]);
    looked.get('/api/v1/waits/1')!(KEPT);
    looked.get('/api/v1/waits/2')!(undefined);
    expect((await answers).map(({ status, text }) => [status, text])).toEqual([
      [304, ''],
      [200, 'handled'],
    ]);
    expect([handled, seen.length]).toEqual([['/api/v1/waits/2'], 1]);
  });

  it('is given to nobody who left meanwhile, nor is the framework: it would wait for an end that was', async () => {
    const { port } = server.address() as AddressInfo;
    const leaving = request({ port, host: '127.0.0.1', path: '/api/v1/waits/1' }).end();
    leaving.on('error', () => undefined);
    await until(() => looked.size === 1);
    const closed = new Promise<void>((resolve) => server.once('dropped', resolve));
    leaving.destroy();
    await closed;
    looked.get('/api/v1/waits/1')!(undefined);
    await until(() => seen.length === 1);
    expect(seen).toMatchObject([{ method: 'GET', status: 499 }]);
    expect(handled).toEqual([]);
  });

  it('leaves all other questions alone', async () => {
    expect((await ask('/api/v1/things/2')).text).toBe('handled');
    expect(handled).toEqual(['/api/v1/things/2']);
    expect(seen).toEqual([]);
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
