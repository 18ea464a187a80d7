import { fromUtf8, hex, sameBytes } from '../base/bytes.js';
import { digest, type Cryptography } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';
import { encodeDisclosure } from '../entries/disclosure.js';
import { TreeHasher } from '../merkle/tree-hasher.js';
import { verifyInclusion } from '../merkle/verify.js';
import { openCheckpoint, type OpenedCheckpoint, type Trust } from '../notes/checkpoint.js';
import { parseTlogProof } from '../notes/tlog-proof.js';
import { formatVerifierKey, type VerifierKey } from '../notes/verifier-key.js';
import { checkContent, parseLines, parseObject } from './content.js';
import { parseEventLine, type EventLine } from './event-line.js';
import { FileRejected, type FaultPlace, type FileFault } from './file-rejected.js';
import { openEndorsement, openManifest } from './manifest.js';
import { PARTS, PROOFS, proofOf, type AboutFile, type DocumentLine, type WithheldLine } from './parts.js';
import { StoredArchive, type ByteSource } from './stored-archive.js';
import { parseSums, type Sums } from './sums.js';

/** Cryptography that also hashes what is too large to be held. */
export interface FileCryptography extends Cryptography {
  /** SHA-256 of all pieces, one after the other. */
  hashOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array>;
}

/** A decision file that holds. */
export interface VerifiedFile {
  readonly about: AboutFile;
  readonly events: readonly EventLine[];
  readonly documents: readonly DocumentLine[];
  readonly withheld: readonly WithheldLine[];
  readonly checkpoint: OpenedCheckpoint;
}

const MOST_NOTE = 65_536;
/** Bytes of a part that is held to be looked at. */
export const MOST_LINES_BYTES = 134_217_728;

/**
 * Verifies a decision file with nothing but the log's key: each byte of the archive, the manifest, each part's hash, each event's leaf and its way to the
 * signed checkpoint, and that sealed events say the hashes of the documents.
 * @param trust the log's key, got by another way than the file; with those that it succeeded or that succeeded it, where its key was changed
 * @param onProgress told after each part and each event
 * @throws {FileRejected} naming the first thing that is wrong, and where
 */
export async function verifyDecisionFile(
  source: ByteSource,
  trust: Trust,
  cryptography: FileCryptography,
  onProgress?: (done: number, total: number) => void,
): Promise<VerifiedFile> {
  return new Verifying(await StoredArchive.open(source), trust, cryptography, onProgress).run();
}

class Verifying {
  private done = 0;
  private total = 0;

  constructor(
    private readonly archive: StoredArchive,
    private readonly trust: Trust,
    private readonly cryptography: FileCryptography,
    private readonly onProgress?: (done: number, total: number) => void,
  ) {}

  async run(): Promise<VerifiedFile> {
    const [key, sums] = await this.signedSums();
    this.total = 1 + sums.size + [...sums.keys()].filter((name) => name.startsWith(PROOFS)).length;
    // What all else is held against comes first; then the events, whose own hashes tell which one is wrong; then whole parts.
    await this.checkPart(PARTS.checkpoint, sums);
    const note = await this.text(PARTS.checkpoint);
    const checkpoint = this.opened(PARTS.checkpoint, 'CHECKPOINT_NOT_SIGNED', () =>
      openCheckpoint(note, { ...this.trust, log: [key] }, this.cryptography),
    );
    const events = await this.events(checkpoint, note, sums);
    for (const name of sums.keys()) await this.checkPart(name, sums);
    const about = parseObject<AboutFile>(PARTS.about, await this.text(PARTS.about));
    const documents = parseLines<DocumentLine>(PARTS.documents, await this.text(PARTS.documents));
    const withheld = parseLines<WithheldLine>(PARTS.withheld, await this.text(PARTS.withheld));
    checkContent({ about, events, documents, withheld, checkpoint }, this.archive);
    return { about, events, documents, withheld, checkpoint };
  }

  /** Hashes of all parts, once the manifest vouches for them and none is missing or too many. */
  private async signedSums(): Promise<[VerifierKey, Sums]> {
    for (const part of Object.values(PARTS)) this.archive.sizeOf(part);
    const named = await this.text(PARTS.key);
    const key = this.trust.log.find((known) => named === `${formatVerifierKey(known)}\n`);
    if (!key)
      throw new FileRejected('KEY_DIFFERS', { part: PARTS.key }, `the file names a key of ${this.trust.origin} that is not believed`);
    const endorsement = await this.text(PARTS.endorsement);
    const fileKey = this.opened(PARTS.endorsement, 'KEY_NOT_ENDORSED', () => openEndorsement(endorsement, key, this.cryptography));
    const manifest = await this.text(PARTS.manifest);
    const signed = this.opened(PARTS.manifest, 'MANIFEST_NOT_SIGNED', () => openManifest(manifest, fileKey, this.cryptography));
    const listed = await this.archive.read(PARTS.sums, MOST_LINES_BYTES);
    if (hex(digest(this.cryptography.sha256, listed)) !== signed)
      throw new FileRejected('SUMS_DIFFER', { part: PARTS.sums }, `${PARTS.sums} is not the list that was signed`);
    const sums = parseSums(listed);
    for (const name of sums.keys()) this.archive.sizeOf(name);
    for (const part of this.archive.names)
      if (!sums.has(part) && part !== PARTS.sums && part !== PARTS.manifest)
        throw new FileRejected('PART_UNLISTED', { part }, `${part} is in no signed list`);
    return [key, sums];
  }

  private async events(checkpoint: OpenedCheckpoint, note: string, sums: Sums): Promise<EventLine[]> {
    const part = PARTS.events;
    const text = fromUtf8(await this.archive.read(part, MOST_LINES_BYTES));
    if (text === undefined || (text !== '' && !text.endsWith('\n')))
      throw new FileRejected('PART_MALFORMED', { part }, `${part} is not lines of text`);
    const events: EventLine[] = [];
    for (const [at, line] of text.split('\n').slice(0, -1).entries()) {
      const event = this.event(line, at + 1, events.at(-1)?.index ?? -1);
      await this.checkProof(event, at + 1, checkpoint, note);
      events.push(event);
    }
    const told = new Set(events.map(({ disclosure }) => proofOf(disclosure.header.eventId)));
    for (const name of sums.keys())
      if (name.startsWith(PROOFS) && !told.has(name))
        throw new FileRejected('EVENT_DIFFERS', { part }, `the event that ${name} proves is not in ${part}`);
    return events;
  }

  private event(line: string, number: number, after: number): EventLine {
    const place = { part: PARTS.events, line: number };
    try {
      const event = parseEventLine(line, this.cryptography.sha256);
      if (event.index > after) return event;
      throw new FileRejected(
        'EVENT_DIFFERS',
        { ...place, eventId: event.disclosure.header.eventId },
        'the events are not in the order of the log',
      );
    } catch (cause) {
      if (!(cause instanceof VerificationError)) throw cause;
      const [, eventId] = /"eventId":"([0-9a-f-]{36})"/.exec(line) ?? [];
      throw new FileRejected('EVENT_DIFFERS', { ...place, ...(eventId && { eventId }) }, cause.message, { cause });
    }
  }

  private async checkProof(
    { index, disclosure, entry }: EventLine,
    line: number,
    checkpoint: OpenedCheckpoint,
    note: string,
  ): Promise<void> {
    const { eventId } = disclosure.header;
    const name = proofOf(eventId);
    const place: FaultPlace = { part: name, eventId };
    const { sha256 } = this.cryptography;
    const text = await this.text(name, MOST_LINES_BYTES);
    try {
      const proof = parseTlogProof(text);
      verifyInclusion(index, new TreeHasher(sha256).leaf(entry), checkpoint, proof.hashes, sha256);
      if (proof.index !== index || proof.checkpoint !== note || !sameBytes(proof.extra ?? new Uint8Array(), encodeDisclosure(disclosure)))
        throw new FileRejected(
          'PROOF_DIFFERS',
          place,
          `${name} is not of the event and the checkpoint of the file (line ${line} of ${PARTS.events})`,
        );
    } catch (cause) {
      if (!(cause instanceof VerificationError)) throw cause;
      throw new FileRejected('PROOF_DIFFERS', place, cause.message, { cause });
    }
    this.tell();
  }

  private async checkPart(name: string, sums: Sums): Promise<void> {
    const found = await this.cryptography.hashOf(this.archive.pieces(name));
    if (!sameBytes(found, sums.get(name) ?? new Uint8Array()))
      throw new FileRejected('PART_DIFFERS', { part: name }, `${name} has the SHA-256 ${hex(found)}, not the one that is listed`);
    this.tell();
  }

  private async text(name: string, most = MOST_NOTE): Promise<string> {
    const lines = name.endsWith('.jsonl') ? MOST_LINES_BYTES : most;
    const text = fromUtf8(await this.archive.read(name, lines));
    if (text === undefined) throw new FileRejected('PART_MALFORMED', { part: name }, `${name} is not UTF-8 text`);
    return text;
  }

  private opened<Value>(part: string, code: FileFault, open: () => Value): Value {
    try {
      return open();
    } catch (cause) {
      if (!(cause instanceof VerificationError)) throw cause;
      throw new FileRejected(code, { part }, cause.message, { cause });
    }
  }

  private tell(): void {
    this.onProgress?.((this.done += 1), this.total);
  }
}
