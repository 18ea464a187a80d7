import { buffer } from 'node:stream/consumers';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { archiveOf, type ArchivePart } from '@app/exports';
import { formatLogEntry, logEntryOf } from '../entries/log-entry.js';
import type { CommittedEvent } from '../entries/commitment.js';
import { disclose } from '../entries/disclosure.js';
import { GrowingTree } from '../merkle/growing-tree.js';
import { StoredTree } from '../merkle/stored-tree.js';
import { TileFolder } from '../merkle/tile-folder.fixture.js';
import { TreeHasher } from '../merkle/tree-hasher.js';
import { nodeCryptography } from '../node/cryptography.js';
import { fileSigningKey } from '../node/file-key.js';
import { SigningKey } from '../node/signing-key.js';
import { signCheckpoint } from '../notes/checkpoint.js';
import { endorse } from './manifest.js';
import { documentOf, type DocumentLine, type WithheldLine } from './parts.js';
import type { ByteSource } from './stored-archive.js';
import { writeParts, type FileMaterial } from './write-file.js';

export const ORIGIN = 'log.example/journal';
export const signer = SigningKey.fromSeed(ORIGIN, Buffer.alloc(32, 7));
export const fileKey = fileSigningKey(ORIGIN, 'a secret of thirty-two characters');

const { sha256 } = nodeCryptography;
const DEED = Buffer.from('%PDF-1.7\nAccord du 16 septembre 2023 : 863 emplois.\n');
const PRESS = Buffer.from('Voix du Nord, 17 septembre 2023');
const shaOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

export const sourceOf = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: async (start, end) => bytes.subarray(start, end),
});

/** A log of 300 events, of which a file tells five: three of a site, and two copies of documents, one of which is withheld. */
export async function sampleMaterial(seed = 'log'): Promise<FileMaterial> {
  const events = Array.from({ length: 300 }, (_, index) => eventOf(index, seed));
  const nonces = events.map((_, index) => new Uint8Array(16).fill(index % 256));
  const folder = new TileFolder();
  const tree = new GrowingTree(sha256);
  const entries = events.map((event, index) => formatLogEntry(logEntryOf(event, nonces[index]!, sha256)));
  folder.write(tree.append(new TreeHasher(sha256).leaves(entries)));
  const stored = new StoredTree(300, folder, sha256);
  const told = [10, 20, 30, 40, 290].map(async (index) => ({
    index,
    disclosure: disclose(events[index]!, nonces[index]!, false, sha256),
    hashes: await stored.inclusionProof(index),
  }));
  const deed: DocumentLine = {
    file: documentOf(shaOf(DEED), 'pdf'),
    sha256: shaOf(DEED),
    bytes: DEED.length,
    mediaType: 'application/pdf',
    documentId: 'accord-2023',
    title: 'Accord',
    publisher: null,
    capture: events[30]!.eventId,
  };
  const press: WithheldLine = {
    what: 'document',
    why: 'redistribution-forbidden',
    documentId: 'vdn-2023',
    title: 'La Voix du Nord',
    sha256: shaOf(PRESS),
    capture: events[40]!.eventId,
    fr: 'son éditeur n’en permet pas la diffusion',
    en: 'its publisher does not let it be passed on',
  };
  return {
    about: {
      subject: { kind: 'site', id: 'bridgestone-bethune', name: 'Bridgestone Béthune' },
      period: { from: '2020-01-01', to: null },
      at: null,
      asOf: null,
      asOfBasis: 'recorded',
      audience: 'public',
      language: 'fr',
      log: { origin: ORIGIN, size: 300 },
    },
    key: signer.key,
    checkpoint: signCheckpoint({ origin: ORIGIN, ...tree.head() }, signer),
    fileKey,
    endorsement: endorse(fileKey.key, signer),
    events: await Promise.all(told),
    documents: [deed],
    withheld: [press],
    guide: '# À lire\n',
    history: Buffer.from('%PDF-1.7 histoire'),
  };
}

/** The parts as they are packed, documents included. */
export function packed(material: FileMaterial): Map<string, Buffer> {
  const parts = new Map([...writeParts(material, sha256)].map(([name, bytes]) => [name, Buffer.from(bytes)]));
  for (const { file } of material.documents) parts.set(file, Buffer.from(DEED));
  return parts;
}

export const pack = (parts: ReadonlyMap<string, Buffer>): Promise<Buffer> =>
  buffer(
    archiveOf(
      [...parts].map(([name, bytes]): ArchivePart => {
        if (!name.startsWith('documents/')) return { name, bytes };
        return { name, size: bytes.length, open: async () => Readable.from([bytes]) };
      }),
    ).stream,
  );

function eventOf(index: number, seed: string): CommittedEvent {
  const number = String(index).padStart(12, '0');
  const captured = { 30: ['source-accord-2023', DEED], 40: ['source-vdn-2023', PRESS] }[index] as [string, Buffer] | undefined;
  return {
    streamId: captured?.[0] ?? 'site-bridgestone-bethune',
    revision: index,
    eventId: `01920000-0000-7000-8000-${number}`,
    type: captured ? 'SourceCaptured' : 'HeadcountReported',
    schemaVersion: 1,
    recordedAt: `2024-01-02T03:04:05.${number.slice(-6)}Z`,
    data: JSON.stringify(captured ? { sha256: shaOf(captured[1]), bytes: captured[1].length } : { employees: index, seed }),
    meta: JSON.stringify({ occurred: { edtf: '2023-09' }, recordedBy: 'agent' }),
  };
}
