import { Logger } from '@nestjs/common';
import { fastify, type FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { COLUMNS, ROWS, tableOf } from '../sample.fixture.js';
import type { Row, Table } from '../table/table.js';
import { sendTable, type Sending } from './send-table.js';

let server: FastifyInstance;
let base: string;
let answer: { table: Table; sending: Sending };
const sending: Sending = { format: 'csv', language: 'fr', cacheControl: 'public, no-cache' };

beforeAll(async () => {
  Logger.overrideLogger(false);
  server = fastify({ forceCloseConnections: true });
  server.get('/table', (request, reply) => sendTable(request, reply, answer.table, answer.sending));
  await server.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/table`;
});
afterAll(() => server?.close());

/** Rows that nobody has read to the end, and what became of them. */
class LongRows implements AsyncIterable<Row> {
  read = 0;
  readonly ended = new Promise<void>((resolve) => (this.end = resolve));
  private end: () => void;

  constructor(private readonly fails = Infinity) {}

  async *[Symbol.asyncIterator]() {
    try {
      for (;;) {
        if ((this.read += 1) > this.fails) throw new Error('the database went away');
        yield { name: `${this.read} ${'x'.repeat(1_000)}` };
      }
    } finally {
      this.end();
    }
  }
}

describe('A table over HTTP', () => {
  it('has a name, a type, a licence, a length and a tag of its bytes', async () => {
    answer = { table: tableOf(), sending };
    const response = await fetch(base);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="sites.csv"; filename*=UTF-8''Sites%20d%E2%80%99activit%C3%A9.csv`,
      'content-length': String(bytes.length),
      'content-language': 'fr',
      'cache-control': 'public, no-cache',
      vary: 'Authorization, Accept-Language',
      link: '<https://www.etalab.gouv.fr/licence-ouverte-open-licence>; rel="license"',
      etag: expect.stringMatching(/^"[\w-]{27}"$/),
    });
    const head = await fetch(base, { method: 'HEAD' });
    expect(told(head)).toEqual(told(response));
    expect(await head.text()).toBe('');
  });

  it('has another tag in each format, dialect and language, and the same one each time', async () => {
    const tags = new Set<string>();
    for (const given of [
      {},
      { dialect: 'fr' },
      { format: 'xlsx' },
      { format: 'parquet' },
      { format: 'json' },
      { format: 'json', language: 'en' },
    ]) {
      answer = { table: tableOf(), sending: { ...sending, ...given } as Sending };
      const tag = (await fetch(base)).headers.get('etag')!;
      expect((await fetch(base)).headers.get('etag')).toBe(tag);
      expect((await fetch(base, { headers: { 'if-none-match': tag } })).status).toBe(304);
      tags.add(tag);
    }
    expect(tags.size).toBe(6);
  });

  it('reads no row for a caller that holds its version', async () => {
    const rows = new LongRows();
    answer = { table: tableOf(rows), sending: { ...sending, versionTag: 'v1' } };
    const head = await fetch(base, { method: 'HEAD' });
    const before = rows.read;
    const same = await fetch(base, { headers: { 'if-none-match': head.headers.get('etag')! } });
    expect({ status: same.status, etag: same.headers.get('etag'), read: rows.read }).toEqual({
      status: 304,
      etag: head.headers.get('etag'),
      read: before,
    });
    answer = { table: tableOf(), sending: { ...sending, versionTag: 'v2' } };
    expect((await fetch(base, { headers: { 'if-none-match': head.headers.get('etag')! } })).status).toBe(200);
  });

  it('tells by its date when nothing changed, unless a tag was given', async () => {
    answer = { table: tableOf(), sending: { ...sending, lastModified: new Date('2024-03-01T12:00:00.900Z') } };
    const date = 'Fri, 01 Mar 2024 12:00:00 GMT';
    expect((await fetch(base)).headers.get('last-modified')).toBe(date);
    const status = async (headers: Record<string, string>) => (await fetch(base, { headers })).status;
    expect(await status({ 'if-modified-since': date })).toBe(304);
    expect(await status({ 'if-modified-since': 'Fri, 01 Mar 2024 11:59:59 GMT' })).toBe(200);
    expect(await status({ 'if-modified-since': 'yesterday' })).toBe(200);
    expect(await status({ 'if-modified-since': date, 'if-none-match': '"another"' })).toBe(200);
  });

  it('says nothing of a licence that there is none of', async () => {
    answer = { table: tableOf(ROWS, COLUMNS, { metadata: { ...tableOf().metadata, licence: null } }), sending };
    expect((await fetch(base)).headers.get('link')).toBeNull();
  });

  it('answers an error of the first rows as an error, with nothing of a file', async () => {
    answer = { table: tableOf([{ aid: NaN }]), sending };
    const response = await fetch(base);
    expect(response.status).toBe(500);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('content-disposition')).toBeNull();
  });
});

describe('A long table over HTTP', () => {
  it('leaves as it is read, and breaks off when its rows fail', async () => {
    const rows = new LongRows(20_000);
    answer = { table: tableOf(rows), sending };
    const response = await fetch(base);
    expect(response.status).toBe(200);
    expect([response.headers.get('content-length'), response.headers.get('etag')]).toEqual([null, null]);
    await expect(response.text()).rejects.toThrow();
    await rows.ended;
  });

  it('lets its rows go when its reader does', async () => {
    const rows = new LongRows();
    answer = { table: tableOf(rows), sending };
    const stop = new AbortController();
    const { body } = await fetch(base, { signal: stop.signal });
    await body!.getReader().read();
    stop.abort();
    await rows.ended;
  });

  it('lets its rows go when its reader takes nothing', async () => {
    const rows = new LongRows();
    answer = { table: tableOf(rows), sending: { ...sending, patience: 50 } };
    const socket = connect(Number(new URL(base).port), '127.0.0.1');
    socket.write('GET /table HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(socket, 'connect');
    await rows.ended;
    socket.destroy();
  });

  it('answers HEAD without reading on', async () => {
    const rows = new LongRows();
    answer = { table: tableOf(rows), sending };
    const head = await fetch(base, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-type'), head.headers.get('content-length')]).toEqual([
      200,
      'text/csv; charset=utf-8; header=present',
      null,
    ]);
    await rows.ended;
    expect(rows.read).toBeLessThan(10_000);
  });
});

const told = ({ status, headers }: Response) => ({
  status,
  ...Object.fromEntries([...headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name))),
});
