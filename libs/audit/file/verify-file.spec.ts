import { formatVerifierKey } from '../notes/verifier-key.js';
import { nodeCryptography } from '../node/cryptography.js';
import { nodeFileCryptography } from '../node/file-source.js';
import { fileSigningKey } from '../node/file-key.js';
import { SigningKey } from '../node/signing-key.js';
import type { Trust } from '../notes/checkpoint.js';
import { signSuccession, trustOfLog } from '../notes/succession.js';
import { formatTlogProof, parseTlogProof } from '../notes/tlog-proof.js';
import { fileKey, ORIGIN, pack, packed, sampleMaterial, signer, sourceOf } from './decision-file.fixture.js';
import type { FileRejected } from './file-rejected.js';
import { endorse, signManifest } from './manifest.js';
import { writeParts, type FileMaterial } from './write-file.js';
import { verifyDecisionFile } from './verify-file.js';

const trust = { origin: ORIGIN, log: [signer.key] };
const verify = (bytes: Uint8Array, by: Trust = trust) => verifyDecisionFile(sourceOf(bytes), by, nodeFileCryptography);

let material: FileMaterial;
let whole: Buffer;
let other: FileMaterial;
beforeAll(async () => {
  material = await sampleMaterial();
  whole = await pack(packed(material));
  other = await sampleMaterial('another history');
});

describe('a decision file', () => {
  it('is verified with nothing but the key', async () => {
    const steps: [number, number][] = [];
    const verified = await verifyDecisionFile(sourceOf(whole), trust, nodeFileCryptography, (done, total) => steps.push([done, total]));
    expect(verified.about).toMatchObject({
      subject: { id: 'bridgestone-bethune' },
      events: 5,
      documents: 1,
      withheld: 1,
      audience: 'public',
    });
    expect(verified.events.map(({ index }) => index)).toEqual([10, 20, 30, 40, 290]);
    expect(verified.checkpoint).toMatchObject({ origin: ORIGIN, size: 300 });
    expect(steps.at(-1)![0]).toBe(steps.at(-1)![1]);
  });

  it('is the same for the same material', async () => expect((await pack(packed(await sampleMaterial()))).equals(whole)).toBe(true));

  it('may tell nothing at all', async () => {
    const empty = { ...material, events: [], documents: [], withheld: [] };
    expect((await verify(await pack(packed(empty)))).events).toEqual([]);
  });
});

const event = '01920000-0000-7000-8000-000000000020';
const proof = `proofs/${event}.tlog-proof`;
const deed = () => material.documents[0]!.file;

/** Each changes the parts of a right file; what is found, and where. */
const attacks: Readonly<Record<string, [(parts: Map<string, Buffer>) => void, string, object]>> = {
  'a byte of a payload': [
    (parts) => edit(parts, 'events.jsonl', '\\"employees\\":20,', '\\"employees\\":21,'),
    'EVENT_DIFFERS',
    { part: 'events.jsonl', line: 2, eventId: event },
  ],
  'a date in a header': [
    (parts) => edit(parts, 'events.jsonl', '05.000020Z","schema', '05.000021Z","schema'),
    'EVENT_DIFFERS',
    { part: 'events.jsonl', line: 2 },
  ],
  'an event that is left out of the lines': [
    (parts) => edit(parts, 'events.jsonl', /\n[^\n]*000000000020[^\n]*/, ''),
    'EVENT_DIFFERS',
    { part: 'events.jsonl' },
  ],
  'an event that is left out with its proof': [
    (parts) => {
      edit(parts, 'events.jsonl', /\n[^\n]*000000000020[^\n]*/, '');
      parts.delete(proof);
    },
    'PART_MISSING',
    { part: proof },
  ],
  'an event that is left out everywhere, as if it had never been': [
    (parts) => {
      edit(parts, 'events.jsonl', /\n[^\n]*000000000020[^\n]*/, '');
      edit(parts, 'SHA256SUMS', new RegExp(`[0-9a-f]{64} {2}${proof}\n`), '');
      parts.delete(proof);
    },
    'SUMS_DIFFER',
    { part: 'SHA256SUMS' },
  ],
  'two events in another order': [
    (parts) => {
      const [first, second, ...rest] = parts.get('events.jsonl')!.toString().split('\n');
      parts.set('events.jsonl', Buffer.from([second, first, ...rest].join('\n')));
    },
    'EVENT_DIFFERS',
    { part: 'events.jsonl', line: 2 },
  ],
  'an event of another log': [
    (parts) => {
      const line = packed(other).get('events.jsonl')!.toString().split('\n')[1]!;
      edit(parts, 'events.jsonl', /\n[^\n]*000000000020[^\n]*/, `\n${line}`);
    },
    'PROOF_DIFFERS',
    { part: proof, eventId: event },
  ],
  'another place in the log': [
    (parts) => edit(parts, 'events.jsonl', '"index":20', '"index":21'),
    'PROOF_DIFFERS',
    { part: proof, eventId: event },
  ],
  'a hash of a proof': [
    (parts) => {
      const { hashes, ...rest } = parseTlogProof(parts.get(proof)!.toString());
      parts.set(proof, Buffer.from(formatTlogProof({ ...rest, hashes: [hashes[1]!, hashes[0]!, ...hashes.slice(2)] })));
    },
    'PROOF_DIFFERS',
    { part: proof, eventId: event },
  ],
  'what a proof says of its event': [
    (parts) => {
      const { extra: _, ...rest } = parseTlogProof(parts.get(proof)!.toString());
      parts.set(proof, Buffer.from(formatTlogProof(rest)));
    },
    'PROOF_DIFFERS',
    { part: proof },
  ],
  'a document for another one': [(parts) => void parts.set(deed(), Buffer.from('%PDF-1.7\nAccord : 280 emplois.')), 'PART_DIFFERS', {}],
  'a byte of a document': [(parts) => void (parts.get(deed())![12]! ^= 1), 'PART_DIFFERS', {}],
  'a document that is left out': [(parts) => void parts.delete(deed()), 'PART_MISSING', {}],
  'a word of the PDF': [(parts) => edit(parts, 'history.pdf', 'histoire', 'histoires'), 'PART_DIFFERS', { part: 'history.pdf' }],
  'a word of the guide': [(parts) => edit(parts, 'LISEZ-MOI.md', 'lire', 'croire'), 'PART_DIFFERS', { part: 'LISEZ-MOI.md' }],
  'what the file says of itself': [
    (parts) => edit(parts, 'about.json', '2020-01-01', '2010-01-01'),
    'PART_DIFFERS',
    { part: 'about.json' },
  ],
  'the list of documents': [(parts) => edit(parts, 'documents.jsonl', 'Accord', 'Accords'), 'PART_DIFFERS', { part: 'documents.jsonl' }],
  'the list of what was withheld': [
    (parts) => void parts.set('withheld.jsonl', Buffer.alloc(0)),
    'PART_DIFFERS',
    { part: 'withheld.jsonl' },
  ],
  'a part that is added': [(parts) => void parts.set('annexe.pdf', Buffer.from('%PDF')), 'PART_UNLISTED', { part: 'annexe.pdf' }],
  'a document that is added': [
    (parts) => void parts.set(`documents/${'0'.repeat(64)}.pdf`, Buffer.from('%PDF')),
    'PART_UNLISTED',
    { part: `documents/${'0'.repeat(64)}.pdf` },
  ],
  'a part without its guide': [(parts) => void parts.delete('LISEZ-MOI.md'), 'PART_MISSING', { part: 'LISEZ-MOI.md' }],
  'the checkpoint of another history': [
    (parts) => void parts.set('checkpoint', Buffer.from(other.checkpoint)),
    'PART_DIFFERS',
    { part: 'checkpoint' },
  ],
  'the size in the checkpoint': [(parts) => edit(parts, 'checkpoint', '\n300\n', '\n301\n'), 'PART_DIFFERS', { part: 'checkpoint' }],
  'the manifest’s hash': [
    (parts) => edit(parts, 'manifest.note', /\n[0-9a-f]{64}\n/, `\n${'0'.repeat(64)}\n`),
    'MANIFEST_NOT_SIGNED',
    { part: 'manifest.note' },
  ],
  'a manifest signed by somebody else': [
    (parts) => {
      const own = fileSigningKey(ORIGIN, 'another secret of thirty-two char');
      parts.set('manifest.note', Buffer.from(signManifest(Buffer.alloc(32), own)));
    },
    'MANIFEST_NOT_SIGNED',
    { part: 'manifest.note' },
  ],
  'a key of decision files that nobody endorsed': [
    (parts) => {
      const own = fileSigningKey(ORIGIN, 'another secret of thirty-two char');
      parts.set('endorsement.note', Buffer.from(endorse(own.key, own)));
      parts.set('manifest.note', Buffer.from(signManifest(Buffer.alloc(32), own)));
    },
    'KEY_NOT_ENDORSED',
    { part: 'endorsement.note' },
  ],
  'another key beside it': [
    (parts) => void parts.set('key.txt', Buffer.from(`${formatVerifierKey(SigningKey.fromSeed(ORIGIN, Buffer.alloc(32, 8)).key)}\n`)),
    'KEY_DIFFERS',
    { part: 'key.txt' },
  ],
};

describe('a decision file that was changed is refused, and says where:', () => {
  it.each(Object.entries(attacks))('%s', async (_, [change, code, place]) => {
    const parts = packed(material);
    change(parts);
    const error = await rejection(verify(await pack(parts)));
    expect([error.code, error.place]).toEqual([code, expect.objectContaining(place)]);
  });

  it('each byte of the archive, one after the other', async () => {
    // Every byte of all that ZIP adds, and a sample of the parts' own.
    const missed: number[] = [];
    for (let at = 0; at < whole.length; at += at > whole.length - 1_200 || at < 100 ? 1 : 61) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 1 << (at % 8);
      const error = await verify(changed).catch((caught: FileRejected) => caught);
      if (!(error instanceof Error) || error.name !== 'FileRejected') missed.push(at);
    }
    expect(missed).toEqual([]);
  });

  it('bytes before, after and between', async () => {
    for (const changed of [
      Buffer.concat([Buffer.from('x'), whole]),
      Buffer.concat([whole, Buffer.from('x')]),
      whole.subarray(0, -1),
      Buffer.alloc(0),
    ])
      expect(await rejection(verify(changed))).toMatchObject({ code: 'ARCHIVE_MALFORMED', place: { part: 'archive' } });
  });

  it('all of it made again with a key of one’s own', async () => {
    const thief = SigningKey.fromSeed(ORIGIN, Buffer.alloc(32, 9));
    const own = await pack(packed({ ...other, key: thief.key, endorsement: endorse(fileKey.key, thief) }));
    expect(await rejection(verify(own))).toMatchObject({ code: 'KEY_DIFFERS' });
    // And with the right key beside it.
    const parts = packed({ ...other, endorsement: endorse(fileKey.key, thief) });
    expect(await rejection(verify(await pack(parts)))).toMatchObject({ code: 'KEY_NOT_ENDORSED' });
  });

  it('events of a history that the log never signed, by whoever has the key of decision files', async () => {
    const forged = { ...material, events: other.events };
    expect(await rejection(verify(await pack(packed(forged))))).toMatchObject({
      code: 'PROOF_DIFFERS',
      place: { part: expect.stringContaining('0010') },
    });
  });

  it('a document that no sealed event speaks of, by whoever has that key', async () => {
    const [line] = material.documents;
    const forged = { ...material, documents: [{ ...line!, capture: material.events[0]!.disclosure.header.eventId }] };
    expect(await rejection(verify(await pack(packed(forged))))).toMatchObject({
      code: 'DOCUMENT_NOT_SEALED',
      place: { part: 'documents.jsonl', line: 1 },
    });
  });

  it('a copy that is passed over in silence', async () =>
    expect(await rejection(verify(await pack(packed({ ...material, withheld: [] }))))).toMatchObject({
      code: 'CONTENT_DISAGREES',
      place: { part: 'documents.jsonl', eventId: '01920000-0000-7000-8000-000000000040' },
    }));

  it('a file that says it is for others than it is', async () => {
    const forged = { ...material, about: { ...material.about, audience: 'officers' as const } };
    expect(await rejection(verify(await pack(packed(forged))))).toMatchObject({ code: 'CONTENT_DISAGREES', place: { part: 'about.json' } });
  });

  it('another key than the log’s', async () => {
    const key = SigningKey.fromSeed('log.example/other', Buffer.alloc(32, 7)).key;
    expect(await rejection(verify(whole, { origin: key.name, log: [key] }))).toMatchObject({
      code: 'KEY_DIFFERS',
      place: { part: 'key.txt' },
    });
  });

  it('a checkpoint that a retired key signed beyond its last one', async () => {
    const next = SigningKey.fromSeed(ORIGIN, Buffer.alloc(32, 8));
    const over = (size: number) =>
      trustOfLog(ORIGIN, next.key, [signSuccession({ origin: ORIGIN, size, root: new Uint8Array(32) }, signer, next)], nodeCryptography);
    expect((await verify(whole, over(300))).events).toHaveLength(5);
    expect(await rejection(verify(whole, over(299)))).toMatchObject({ code: 'CHECKPOINT_NOT_SIGNED', place: { part: 'checkpoint' } });
    expect(await rejection(verify(whole, { origin: ORIGIN, log: [next.key] }))).toMatchObject({ code: 'KEY_DIFFERS' });
  });
});

it('the parts are those of the material', () =>
  expect([...writeParts(material, nodeCryptography.sha256).keys()].filter((name) => !name.startsWith('proofs/')).sort()).toEqual([
    'LISEZ-MOI.md',
    'SHA256SUMS',
    'about.json',
    'checkpoint',
    'documents.jsonl',
    'endorsement.note',
    'events.jsonl',
    'history.pdf',
    'key.txt',
    'manifest.note',
    'withheld.jsonl',
  ]));

function edit(parts: Map<string, Buffer>, name: string, what: string | RegExp, by: string): void {
  const before = parts.get(name)!.toString();
  const after = before.replace(what, () => by);
  if (after === before) throw new Error(`nothing to change in ${name}`);
  parts.set(name, Buffer.from(after));
}

const rejection = (verified: Promise<unknown>): Promise<FileRejected> =>
  verified.then(
    () => Promise.reject(new Error('it was taken for right')),
    (error: FileRejected) => error,
  );
