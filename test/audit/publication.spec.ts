import {
  formatVerifierKey,
  nodeCryptography,
  openCheckpoint,
  parseVerifierKey,
  Publisher,
  recallFrom,
  sinkOf,
  type Sink,
} from '@app/audit';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestApi } from '../support/api.js';
import { Sealing, signer, trust } from '../support/audit.js';
import { until } from '../support/until.js';
import { TestWitness } from '../support/witness.js';

let api: TestApi;
let sealing: Sealing;
let folder: string;
let event: string;
let stop: (() => Promise<void>) | undefined;
const faults: string[] = [];
beforeEach(async () => {
  api = await TestApi.start();
  sealing = await Sealing.start(api.readModels, api.eventStore);
  folder = await mkdtemp(join(tmpdir(), 'palimpseste-publication-'));
  faults.length = 0;
  event = await record(1);
});
afterEach(async () => {
  await stop?.();
  stop = undefined;
  await sealing?.close();
  await api?.close();
  await rm(folder, { recursive: true, force: true });
});

it('a folder keeps each checkpoint, and the newest is recalled from it', async () => {
  const sink = sinkOf(`folder:${join(folder, 'kept')}`);
  publish(sink);
  await published(1);
  expect((await api.get(`/api/v1/events/${event}/seal`)).json).toMatchObject({ state: 'published', published: { size: 1, witnesses: [] } });
  await record(2);
  await published(2);
  expect(await readdir(join(folder, 'kept'))).toEqual(['checkpoint', 'checkpoint-0000000000000001', 'checkpoint-0000000000000002']);
  const [note] = await recallFrom([sink]);
  expect(openCheckpoint(note!, trust, nodeCryptography)).toMatchObject({ size: 2 });
});

it('what a sink still holds rings when the database was put back, even where nothing else is remembered', async () => {
  const sink = sinkOf(`folder:${folder}`);
  publish(sink);
  await record(2);
  await published(2);
  await stop!();
  await sealing.pause();
  await api.readModels.query('TRUNCATE audit.log, audit.tile, audit.bundle, audit.checkpoint');
  await rm(join(sealing.folder, 'checkpoint'));
  await api.readModels.query(
    `SET session_replication_role = replica; DELETE FROM es.events WHERE position = 2; UPDATE es.head SET position = 1; SET session_replication_role = DEFAULT`,
  );
  sealing.resume({ recall: () => recallFrom([sink]) });
  expect(await sealing.rings()).toMatchObject({ code: 'LOG_SHORT', facts: { size: 2, held: 1 } });
});

it('a webhook gets the signed note, again and again until it takes it', async () => {
  const answers = [503, 500, 204];
  const bodies: string[] = [];
  const types: (string | undefined)[] = [];
  const server = await listening((body, headers) => {
    bodies.push(body);
    types.push(headers['content-type']);
    return answers.shift() ?? 200;
  });
  publish(sinkOf(`http://someone:p%40ss@127.0.0.1:${(server.address() as AddressInfo).port}/checkpoints?token=secret`));
  await published(1);
  expect(bodies.length).toBe(3);
  expect(openCheckpoint(bodies[0]!, trust, nodeCryptography).size).toBe(1);
  expect(types[0]).toBe('text/plain; charset=utf-8');
  expect(faults).toEqual([expect.stringMatching(/^webhook 127\.0\.0\.1:\d+: .* 503$/), expect.stringMatching(/ 500$/)]);
  const [row] = await api.readModels.query('SELECT sink, size, failures, problem FROM audit.publication');
  expect(row).toEqual({ sink: expect.stringMatching(/^webhook /), size: '1', failures: 0, problem: null });
  expect(JSON.stringify([row, faults])).not.toMatch(/p@ss|p%40ss|secret/);
  await new Promise((resolve) => server.close(resolve));
});

it('a git repository gets a commit for each, pushed where it has somewhere to', async () => {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  git('init', '--quiet', '--bare', '--initial-branch=main', 'remote.git');
  git('clone', '--quiet', 'remote.git', 'work');
  git('-C', 'work', 'config', 'push.autoSetupRemote', 'true');
  const sink = sinkOf(`git:${join(folder, 'work')}`);
  publish(sink);
  await published(1);
  await record(2);
  await published(2);
  expect(git('-C', 'remote.git', 'log', '--format=%s', 'main').trim().split('\n')).toEqual([
    'log.example/journal 2',
    'log.example/journal 1',
  ]);
  const [note] = await recallFrom([sink]);
  expect(note).toBe(git('-C', 'remote.git', 'show', 'main:checkpoint'));
  expect(openCheckpoint(note!, trust, nodeCryptography).size).toBe(2);
});

it('a witness cosigns what grows, and the cosignature goes with the note and the proof', async () => {
  const witness = await TestWitness.start('witness.example/w1', formatVerifierKey(signer.key));
  const key = parseVerifierKey(witness.vkey, nodeCryptography.sha256);
  publish(sinkOf(witness.sink));
  await published(1);
  await record(2);
  await record(3);
  await published(3);
  await stop!();
  const cosigned = openCheckpoint((await sealing.log.lastPublished())!.note, { ...trust, witnesses: [key] }, nodeCryptography);
  expect(cosigned.witnessed).toEqual([{ key, at: expect.any(Number) }]);
  const proof = (await api.get(`/api/v1/events/${event}/proof`)).text;
  expect(proof).toContain('\u2014 witness.example/w1 ');
  expect((await api.get(`/api/v1/events/${event}/seal`)).json).toMatchObject({
    state: 'published',
    published: { witnesses: ['witness.example/w1'] },
  });
  // A program that starts again knows no more what the witness saw: it is told, and proves from there.
  await record(4);
  publish(sinkOf(witness.sink));
  await published(4);
  expect(witness.asked.map(({ status }) => status).filter((status) => status !== 200)).toEqual([409]);
  expect(witness.asked.at(-1)).toEqual({ status: 200, old: 3, size: 4 });
  await witness.close();
});

it('a witness whose cosignature is not of its key does not count', async () => {
  const [witness, other] = await Promise.all(
    ['witness.example/w1', 'witness.example/w2'].map((name) => TestWitness.start(name, formatVerifierKey(signer.key))),
  );
  publish(sinkOf(`${witness!.sink.split('#')[0]}#${other!.vkey}`));
  await until(
    async () => faults.length > 0,
    () => 'it was taken',
  );
  expect(faults[0]).toContain('without a cosignature of its key');
  expect(await sealing.log.lastPublished()).toBeUndefined();
  await witness!.close();
  await other!.close();
});

function publish(...sinks: Sink[]): void {
  const stopping = new AbortController();
  const publisher = new Publisher({
    database: api.readModels,
    sinks,
    every: 10,
    onFault: (sink, error) => faults.push(`${sink}: ${(error as Error).message}`),
  });
  const running = publisher.run(stopping.signal);
  stop = async () => {
    stopping.abort();
    await running;
  };
}

const published = (size: number) =>
  until(
    async () => ((await sealing.log.lastPublished())?.size ?? 0) >= size,
    () => `${size} was not published: ${faults.join('; ')}`,
  );

async function record(nth: number): Promise<string> {
  const answer = await api.post(`/api/v1/sites/usine-${nth}/registration`, {
    sources: [{ documentId: 'accord-2023' }],
    name: 'Usine',
    communeCode: '62119',
    siteKind: 'plant',
  });
  await sealing.reaches(nth);
  await api.settled();
  return answer.json.events[0];
}

async function listening(answer: (body: string, headers: Record<string, string | undefined>) => number): Promise<Server> {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => response.writeHead(answer(body, request.headers as Record<string, string>)).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
