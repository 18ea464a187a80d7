import { fromUtf8, sameBytes } from '../base/bytes.js';
import { crc32 } from './crc32.js';
import { FileRejected } from './file-rejected.js';

/** Where the bytes of an archive are: a file on a disk, or one that was dropped on a page. */
export interface ByteSource {
  readonly size: number;
  /** Bytes from `start` up to, and without, `end`; both are within the size. */
  read(start: number, end: number): Promise<Uint8Array>;
}

interface Entry {
  readonly name: string;
  readonly size: number;
  readonly crc: number;
  /** Of its first byte. */
  readonly start: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const DESCRIPTOR = 0x08074b50;
const END = 0x06054b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const DESCRIPTOR_BYTES = 16;
const END_BYTES = 22;

const UTF8 = 0x0800;
/** CRC and sizes follow the bytes, as whoever writes a stream learns them last. */
const FOLLOWED = 0x0008;
const VERSION_NEEDED = 20;
const VERSION_MADE_BY = 0x033f;
/** The first of January 1980, midnight. */
const DATE = 0x0021;
const FILE_0644 = 0o100644 * 65_536;

const NAME = /^(?:[A-Za-z0-9][A-Za-z0-9._-]{0,127}\/)?[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** Parts of a file, at most; what lists them takes some 100 bytes each. */
export const MOST_PARTS = 20_000;
const MOST_LISTING = 4_194_304;
const PIECE = 1_048_576;

/**
 * A ZIP archive exactly as decision files are written: parts stored as they are, in the order of their names, dated 1980, with nothing before, between or
 * after them. Every byte has to be the one that the form asks for, so that no two programs can read two things in it; and as nothing is compressed,
 * nothing is larger inside than outside.
 */
export class StoredArchive {
  private constructor(
    private readonly source: ByteSource,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws {FileRejected} `ARCHIVE_MALFORMED`, saying where */
  static async open(source: ByteSource): Promise<StoredArchive> {
    if (source.size < END_BYTES) throw malformed('it is too short for an archive');
    const end = viewOf(await source.read(source.size - END_BYTES, source.size));
    if (end.getUint32(0, true) !== END) throw malformed('it does not end as a ZIP archive without a comment does');
    const count = end.getUint16(8, true);
    const listing = end.getUint32(12, true);
    const at = end.getUint32(16, true);
    if (end.getUint32(4, true) !== 0 || end.getUint16(10, true) !== count || end.getUint16(20, true) !== 0)
      throw malformed('its end speaks of several disks, or of a comment');
    if (count > MOST_PARTS || listing > MOST_LISTING) throw malformed(`it has more than ${MOST_PARTS} parts`);
    if (at + listing + END_BYTES !== source.size) throw malformed('its list of parts is not right before its end');
    const entries = await listed(source, at, count, viewOf(await source.read(at, at + listing)));
    return new StoredArchive(source, entries);
  }

  /** In their order. */
  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  sizeOf(name: string): number {
    return this.entry(name).size;
  }

  /** @throws {FileRejected} `PART_MISSING`, or `ARCHIVE_MALFORMED` when it has more bytes than are to be held, or other ones than the archive says */
  async read(name: string, most: number): Promise<Uint8Array> {
    const { size } = this.entry(name);
    if (size > most) throw malformed(`${size} bytes are more than the ${most} of such a part`, name);
    const bytes = new Uint8Array(size);
    let offset = 0;
    for await (const piece of this.pieces(name)) {
      bytes.set(piece, offset);
      offset += piece.length;
    }
    return bytes;
  }

  /** The bytes of a part, some at a time. */
  async *pieces(name: string): AsyncGenerator<Uint8Array> {
    const { start, size, crc } = this.entry(name);
    let found = 0;
    for (let offset = 0; offset < size; offset += PIECE) {
      const piece = await this.source.read(start + offset, start + Math.min(size, offset + PIECE));
      found = crc32(piece, found);
      yield piece;
    }
    if (found !== crc) throw malformed('its bytes are not those that the archive was made of (CRC)', name);
  }

  private entry(name: string): Entry {
    const entry = this.entries.get(name);
    if (!entry) throw new FileRejected('PART_MISSING', { part: name }, `the file has no part ${name}`);
    return entry;
  }
}

async function listed(source: ByteSource, end: number, count: number, listing: DataView): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  let [at, offset, last] = [0, 0, ''];
  for (let number = 0; number < count; number++) {
    if (at + CENTRAL_BYTES > listing.byteLength || listing.getUint32(at, true) !== CENTRAL)
      throw malformed(`its list of parts is broken after "${last}"`);
    const length = listing.getUint16(at + 28, true);
    const encoded = bytesIn(listing, at + CENTRAL_BYTES, length);
    const name = encoded && fromUtf8(encoded);
    if (!encoded || name === undefined || !NAME.test(name)) throw malformed(`a part after "${last}" has no name that is allowed`);
    if (name <= last) throw malformed(`it comes twice, or out of order`, name);
    const followed = listing.getUint16(at + 8, true) === (UTF8 | FOLLOWED);
    const size = listing.getUint32(at + 24, true);
    const crc = listing.getUint32(at + 16, true);
    const head = await headOf(source, offset, end, encoded, name);
    const flags = followed ? UTF8 | FOLLOWED : UTF8;
    const asDue =
      listing.getUint16(at + 4, true) === VERSION_MADE_BY &&
      listing.getUint32(at + 30, true) === 0 && // Neither extra fields nor a comment.
      listing.getUint32(at + 34, true) === 0 && // The first disk; no attributes of text.
      listing.getUint32(at + 38, true) === FILE_0644 &&
      listing.getUint32(at + 42, true) === offset &&
      [
        [listing, at + 6],
        [head, 4],
      ].every(([view, from]) => isPlain(view as DataView, from as number, flags)) &&
      [16, 20, 24].every((field, index) => head.getUint32(field - 2, true) === (followed ? 0 : [crc, size, size][index])) &&
      listing.getUint32(at + 20, true) === size;
    if (!asDue) throw malformed('it is not stored as such parts are: as it is, dated 1980, a plain file', name);
    const start = offset + LOCAL_BYTES + length;
    offset = start + size;
    if (offset > end) throw malformed('it reaches beyond the parts', name);
    if (followed) {
      await checkDescriptor(source, offset, end, [crc, size], name);
      offset += DESCRIPTOR_BYTES;
    }
    entries.set(name, { name, size, crc, start });
    at += CENTRAL_BYTES + length;
    last = name;
  }
  if (at !== listing.byteLength || offset !== end) throw malformed('there are bytes in it that belong to no part');
  return entries;
}

/** What stands before the bytes of a part; its name is the one of the list. */
async function headOf(source: ByteSource, offset: number, end: number, encoded: Uint8Array, name: string): Promise<DataView> {
  const to = offset + LOCAL_BYTES + encoded.length;
  if (to > end) throw malformed('it reaches beyond the parts', name);
  const bytes = await source.read(offset, to);
  const head = viewOf(bytes);
  if (
    head.getUint32(0, true) !== LOCAL ||
    head.getUint16(26, true) !== encoded.length ||
    head.getUint16(28, true) !== 0 ||
    !sameBytes(bytes.subarray(LOCAL_BYTES), encoded)
  )
    throw malformed('what stands before it is not what the list says', name);
  return head;
}

/** Version, flags, method, time and date: the same before a part and in the list. */
const isPlain = (view: DataView, at: number, flags: number): boolean =>
  view.getUint16(at, true) === VERSION_NEEDED &&
  view.getUint16(at + 2, true) === flags &&
  view.getUint16(at + 4, true) === 0 &&
  view.getUint16(at + 6, true) === 0 &&
  view.getUint16(at + 8, true) === DATE;

async function checkDescriptor(
  source: ByteSource,
  offset: number,
  end: number,
  [crc, size]: [number, number],
  name: string,
): Promise<void> {
  if (offset + DESCRIPTOR_BYTES > end) throw malformed('it reaches beyond the parts', name);
  const view = viewOf(await source.read(offset, offset + DESCRIPTOR_BYTES));
  if ([DESCRIPTOR, crc, size, size].some((value, index) => view.getUint32(4 * index, true) !== value))
    throw malformed('what stands after it is not what the list says', name);
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const bytesIn = (view: DataView, at: number, length: number): Uint8Array | undefined =>
  at + length > view.byteLength ? undefined : new Uint8Array(view.buffer, view.byteOffset + at, length);

const malformed = (problem: string, part = 'archive') => new FileRejected('ARCHIVE_MALFORMED', { part }, problem);
