import { fromHex, utf8 } from '../base/bytes.js';
import { digest, type Sha256 } from '../base/cryptography.js';
import { canonical, type Json } from '../entries/canonical.js';
import { encodeDisclosure, entryOfDisclosure, type Disclosure } from '../entries/disclosure.js';
import type { NoteSigner } from '../notes/signed-note.js';
import { formatTlogProof } from '../notes/tlog-proof.js';
import { formatVerifierKey, type VerifierKey } from '../notes/verifier-key.js';
import { formatEventLine } from './event-line.js';
import { signManifest } from './manifest.js';
import { DECISION_FILE, PARTS, proofOf, type AboutFile, type DocumentLine, type WithheldLine } from './parts.js';
import { formatSums } from './sums.js';

/** What a decision file is made of; the bytes of the documents are put beside. */
export interface FileMaterial {
  readonly about: Omit<AboutFile, 'format' | 'events' | 'documents' | 'withheld'>;
  /** The log's own key. */
  readonly key: VerifierKey;
  readonly checkpoint: string;
  readonly fileKey: NoteSigner;
  /** The log's word for `fileKey`. */
  readonly endorsement: string;
  readonly events: readonly SealedEvent[];
  readonly documents: readonly DocumentLine[];
  readonly withheld: readonly WithheldLine[];
  /** For people, as Markdown. */
  readonly guide: string;
  /** The history, as PDF. */
  readonly history: Uint8Array;
}

export interface SealedEvent {
  readonly index: number;
  readonly disclosure: Disclosure;
  /** From its leaf up to the root of the checkpoint. */
  readonly hashes: readonly Uint8Array[];
}

/** Every part of a decision file but the documents, the signed manifest included: the same material, the same bytes. */
export function writeParts(material: FileMaterial, sha256: Sha256): ReadonlyMap<string, Uint8Array> {
  const steps = writeInSteps(material, sha256);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, an event at a time: whoever serves others meanwhile lets them have their turn in between. */
export function* writeInSteps(material: FileMaterial, sha256: Sha256): Generator<void, ReadonlyMap<string, Uint8Array>> {
  const { about, key, checkpoint, fileKey, endorsement, documents, withheld, guide, history } = material;
  const events = [...material.events].sort((a, b) => a.index - b.index);
  const parts = new Map<string, Uint8Array>();
  const sums = new Map(documents.map(({ file, sha256: sum }) => [file, fromHex(sum)]));
  const add = (name: string, bytes: Uint8Array) => {
    parts.set(name, bytes);
    sums.set(name, digest(sha256, bytes));
  };
  const told: string[] = [];
  for (const { index, disclosure, hashes } of events) {
    told.push(formatEventLine({ index, disclosure, entry: entryOfDisclosure(disclosure, sha256) }));
    add(proofOf(disclosure.header.eventId), utf8(formatTlogProof({ extra: encodeDisclosure(disclosure), index, hashes, checkpoint })));
    yield;
  }
  const counts = { events: events.length, documents: documents.length, withheld: withheld.length };
  add(PARTS.about, utf8(`${JSON.stringify({ format: DECISION_FILE, ...about, ...counts } satisfies AboutFile, null, 2)}\n`));
  add(PARTS.events, lines(told));
  add(PARTS.guide, utf8(guide));
  add(PARTS.checkpoint, utf8(checkpoint));
  add(PARTS.documents, lines(documents.map(jsonOf)));
  add(PARTS.endorsement, utf8(endorsement));
  add(PARTS.history, history);
  add(PARTS.key, utf8(`${formatVerifierKey(key)}\n`));
  add(PARTS.withheld, lines(withheld.map(jsonOf)));
  const listed = formatSums(new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1))));
  parts.set(PARTS.sums, listed);
  parts.set(PARTS.manifest, utf8(signManifest(digest(sha256, listed), fileKey)));
  return parts;
}

const jsonOf = (line: DocumentLine | WithheldLine): string => canonical(line as unknown as { [key: string]: Json });

const lines = (all: readonly string[]): Uint8Array => utf8(all.map((line) => `${line}\n`).join(''));
