import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  fileSigningKey,
  formatVerifierKey,
  keepEndorsement,
  nodeFileCryptography,
  verifyDecisionFile,
  withFile,
  type VerifiedFile,
} from '@app/audit';
import { newSecretId } from '@app/kernel';
import { SECRET, TestApi, type Asking } from '../support/api.js';
import { ORIGIN, Sealing, signer, trust } from '../support/audit.js';
import { tellBridgestone } from './stories.js';

const run = promisify(execFile);
const site = '/api/v1/sites/bridgestone-bethune';
const accord = Buffer.from('Accord de méthode, décembre 2023 : 864 emplois supprimés.\n');
const article = Buffer.from('Bridgestone ferme, 863 emplois menacés.\n');

let api: TestApi;
let sealing: Sealing;
let told: Record<string, string>;
let folder: string;
let hidden: { project: string; claim: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'palimpseste-dossier-'));
  api = await TestApi.start();
  told = await tellBridgestone(api);
  await put('accord-2023', accord, 'redistribution=allowed');
  await put('voix-2020', article, 'redistribution=forbidden');
  const project = newSecretId();
  await api.post('/api/v1/sources/note-secrete/registration', { title: 'Note Hyperion', visibility: { level: 'confidential' } });
  await api.post(`/api/v1/projects/${project}/prospection`, {
    sources: [{ documentId: 'note-secrete' }],
    name: 'Projet Hyperion',
    communeCode: '62119',
    company: 'Hyperion SA',
  });
  const claim = await api.post('/api/v1/subjects/site/bridgestone-bethune/claims', {
    sources: [{ documentId: 'note-secrete' }],
    visibility: { level: 'internal' },
    about: 'jobs-lost',
    figure: { value: 280, unit: 'people' },
  });
  expect(claim.status).toBe(201);
  hidden = { project, claim: claim.json.events[0] };
  await api.settled();
});
afterAll(async () => {
  await sealing?.close();
  await api?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('Le dossier de décision', () => {
  it('attend que le journal soit tenu, et que sa clé reconnaisse celle des dossiers', async () => {
    expect(await api.get(`${site}/file`)).toMatchObject({ status: 404, json: { code: 'AUDIT_LOG_EMPTY' } });
    sealing = await Sealing.start(api.readModels, api.eventStore);
    await sealing.reaches(Number(await api.eventStore.head()));
    const answer = await api.get(`${site}/file`);
    expect(answer).toMatchObject({ status: 503, json: { code: 'FILE_KEY_NOT_ENDORSED' } });
    expect(answer.headers.get('retry-after')).toBe('5');
    await keepEndorsement(api.readModels, fileSigningKey(ORIGIN, 'another secret, of 32 characters').key, signer);
    expect((await api.get(`${site}/file`)).status).toBe(503);
    await keepEndorsement(api.readModels, fileSigningKey(ORIGIN, SECRET).key, signer);
    expect((await api.get(`${site}/file`)).status).toBe(200);
  });

  it('se vérifie avec la clé seule, et dit ce que chacun peut lire', async () => {
    const { headers, verified } = await file();
    expect(headers.get('content-type')).toBe('application/zip');
    expect(headers.get('content-disposition')).toContain('filename="dossier-site-bridgestone-bethune.zip"');
    expect(verified.about).toMatchObject({
      subject: { kind: 'site', id: 'bridgestone-bethune', name: 'Bridgestone Béthune' },
      audience: 'public',
      log: { origin: ORIGIN },
    });
    const ids = verified.events.map(({ disclosure }) => disclosure.header.eventId);
    expect(ids).toEqual(expect.arrayContaining(Object.values(told)));
    expect(verified.events.every(({ disclosure }) => disclosure.inside === undefined)).toBe(true);
    expect(verified.documents).toEqual([
      expect.objectContaining({ documentId: 'accord-2023', bytes: accord.length, title: 'Accord de méthode' }),
    ]);
    expect(verified.withheld.map(({ why, documentId }) => [why, documentId])).toEqual([
      ['redistribution-forbidden', 'voix-2020'],
      ['officers-only', undefined],
    ]);
  });

  it('est le même tant que rien ne change, et le dit', async () => {
    const [one, other] = [await file(), await file()];
    expect(one.bytes.equals(other.bytes)).toBe(true);
    const again = await api.get(`${site}/file`, { headers: { 'if-none-match': one.headers.get('etag')! } });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('ne laisse au public aucune trace de ce qu’il ne peut pas connaître', async () => {
    const { bytes } = await file();
    const text = bytes.toString('latin1');
    const secrets = ['Hyperion', 'note-secrete', hidden.project, hidden.claim, '"280"', 'officer'];
    // A proof tells its event in base64: wherever a word begins in it, one of three forms of it is there.
    const proofs = [...text.matchAll(/^extra (\S+)$/gm)].map(([, extra]) => Buffer.from(extra!, 'base64').toString());
    for (const secret of secrets.slice(0, 4)) expect([text, ...proofs].filter((one) => one.includes(secret))).toEqual([]);
    for (const path of [`/api/v1/projects/${hidden.project}/file`, '/api/v1/sources/note-secrete/file']) {
      const [secret, absent] = [
        await api.get(path),
        await api.get(path.replace(hidden.project, newSecretId()).replace('note-secrete', 'note-absente')),
      ];
      expect([secret.status, secret.json.code, secret.json.detail]).toEqual([404, 'SUBJECT_UNKNOWN', absent.json.detail]);
    }
  });

  it('donne à un agent ce qu’il peut lire, enveloppes et documents compris, et dit de ne pas le diffuser', async () => {
    const { verified, headers, unpacked } = await file('', { as: 'auditor' });
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(verified.about.audience).toBe('officers');
    expect(verified.events.map(({ disclosure }) => disclosure.header.eventId)).toContain(hidden.claim);
    expect(verified.events.every(({ disclosure }) => disclosure.inside !== undefined)).toBe(true);
    expect(verified.documents.map(({ documentId }) => documentId)).toEqual(['accord-2023', 'voix-2020']);
    expect(verified.withheld.map(({ why, documentId }) => [why, documentId])).toEqual([['no-copy', 'note-secrete']]);
    expect(await readFile(join(unpacked, 'LISEZ-MOI.md'), 'utf8')).toContain('ne le diffusez pas');
    expect((await file(`/api/v1/projects/${hidden.project}/file`, { as: 'officer' })).verified.about.subject.name).toBe('Projet Hyperion');
  });

  it('se tient à la période et au moment que l’on demande', async () => {
    const { verified } = await file(`${site}/file?from=2023&lang=en`);
    const types = verified.events
      .filter(({ disclosure }) => disclosure.header.streamId.startsWith('site-'))
      .map(({ disclosure }) => disclosure.header.type);
    expect(types).toEqual(['FactDisputed', 'SiteReclassified', 'FactCorrected']);
    expect(verified.about).toMatchObject({ period: { from: '2023-01-01', to: null }, language: 'en' });
    const before = await api.get(`${site}/file?asOf=2019-12-31`);
    expect([before.status, before.json.code]).toEqual([404, 'SUBJECT_UNKNOWN']);
    expect((await api.get(`${site}/file?from=hier`)).json.errors[0]).toMatchObject({ field: 'from', value: 'hier' });
  });

  it('se vérifie comme son guide le dit, sans rien de nous', async () => {
    for (const as of [undefined, 'officer'] as const) {
      const { unpacked } = await file('', { as });
      const guide = await readFile(join(unpacked, 'LISEZ-MOI.md'), 'utf8');
      const blocks = (kind: string) => [...guide.matchAll(new RegExp(`\`\`\`${kind}\n([^]*?)\`\`\``, 'g'))].map(([, block]) => block!);
      const [shell, python] = [blocks('sh'), blocks('python')];
      expect([shell.length, python.length]).toEqual([2, 2]);
      const key = formatVerifierKey(signer.key);
      for (const block of shell) {
        const script = block.replace(/KEY='<[^>]*>'/, `KEY='${key}'`);
        const { stdout } = await run('bash', ['-c', script], { cwd: unpacked });
        expect(stdout.match(/Verified Successfully/g)).toHaveLength(3);
      }
      for (const block of python) expect((await run('python3', ['-c', block], { cwd: unpacked })).stdout.trim()).toBe('OK');
      const events = await readFile(join(unpacked, 'events.jsonl'), 'utf8');
      for (const [one, by] of [
        ['\\"jobsAtRisk\\":{\\"value\\":863', '\\"jobsAtRisk\\":{\\"value\\":862'],
        ...(as ? [['"revision":1}', '"revision":2}']] : []),
      ] as [string, string][]) {
        expect(events.includes(one)).toBe(true);
        await writeFile(join(unpacked, 'events.jsonl'), events.replace(one, by));
        await expect(run('bash', ['-c', shell[0]!.replace(/KEY='<[^>]*>'/, `KEY='${key}'`)], { cwd: unpacked })).rejects.toThrow();
        await expect(run('python3', ['-c', python[0]!], { cwd: unpacked })).rejects.toThrow('AssertionError');
      }
    }
  });

  it('n’est pas donné avec un fait qui n’est pas encore scellé', async () => {
    await sealing.pause();
    const source = [{ documentId: 'accord-2023' }];
    await api.post(`${site}/acquisitions`, { sources: source, buyer: 'Log’s', occurred: '2022' });
    await api.settled();
    expect(await api.get(`${site}/file`)).toMatchObject({ status: 409, json: { code: 'EVENT_NOT_SEALED' } });
    sealing.resume();
    await sealing.reaches(Number(await api.eventStore.head()));
    expect((await api.get(`${site}/file`)).status).toBe(200);
  });

  it('ne dit rien de personnel en clair, pas même à un agent, et le dit', async () => {
    const answer = await api.post('/api/v1/subjects/site/bridgestone-bethune/claims', {
      sources: [{ documentId: 'accord-2023' }],
      about: 'jobs-lost',
      figure: { value: 864, unit: 'people' },
      reason: `Selon {{person:${randomUUID()}|Jeanne Lefebvre}}`,
    });
    expect(answer.status).toBe(201);
    await api.settled();
    await sealing.reaches(Number(await api.eventStore.head()));
    const { bytes, verified, unpacked } = await file('', { as: 'officer' });
    expect(verified.withheld.map(({ what }) => what)).toContain('personal');
    const proof = await readFile(join(unpacked, 'proofs', `${answer.json.events[0]}.tlog-proof`), 'utf8');
    const told = Buffer.from(/^extra (.*)$/m.exec(proof)![1]!, 'base64').toString();
    expect(told).toContain('{{person:');
    expect([told, bytes.toString('latin1')].filter((one) => one.includes('Lefebvre'))).toEqual([]);
    // On paper, the words that stand in its place: the file for officers tells the fact as the one for all does.
    expect((await api.get(`${site}/history`, { as: 'officer' })).text).toContain('Jeanne Lefebvre');
  });

  it('dit qu’une copie manque au coffre, et ne donne jamais une copie altérée', async () => {
    const { sha256 } = (await file()).verified.documents[0]!;
    const kept = join(api.locker.documents.place, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    await rm(kept, { force: true });
    const { verified } = await file();
    expect(verified.documents).toEqual([]);
    expect(verified.withheld.map(({ why }) => why)).toContain('missing');
    await writeFile(kept, accord.toString().replace('864', '280'));
    await expect(fetch(`${api.base}${site}/file`).then((answer) => answer.arrayBuffer())).rejects.toThrow();
  });
});

async function put(source: string, bytes: Buffer, query: string): Promise<void> {
  const headers = { 'content-type': 'text/plain' };
  const answer = await api.post(`/api/v1/sources/${source}/captures?${query}`, bytes, { headers });
  expect(answer.status).toBe(201);
}

/** Fetches a file, unpacks it with a program that everybody has, and verifies it. */
async function file(
  path: string = `${site}/file`,
  { as }: Asking = {},
): Promise<{ bytes: Buffer; headers: Headers; verified: VerifiedFile; unpacked: string }> {
  const answer = await fetch(`${api.base}${path || `${site}/file`}`, {
    headers: { ...(as && { authorization: `Bearer ${await api.token(as)}` }) },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (answer.status !== 200) throw new Error(`${answer.status} ${bytes.toString()}`);
  expect(Number(answer.headers.get('content-length'))).toBe(bytes.length);
  const unpacked = await mkdtemp(join(folder, 'file-'));
  const archive = join(unpacked, 'dossier.zip');
  await writeFile(archive, bytes);
  await run('unzip', ['-q', archive, '-d', unpacked]);
  const verified = await withFile(archive, (source) => verifyDecisionFile(source, trust, nodeFileCryptography));
  return { bytes, headers: answer.headers, verified, unpacked };
}
