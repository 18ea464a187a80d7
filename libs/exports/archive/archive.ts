import { PassThrough, type Readable } from 'node:stream';
import yazl from 'yazl';

/** A part of an archive: held, or opened when its turn comes. */
export type ArchivePart =
  | { readonly name: string; readonly bytes: Buffer }
  | { readonly name: string; readonly size: number; readonly open: () => Promise<Readable> };

export interface Archive {
  /** Bytes of the whole, known before the first is written. */
  readonly size: number;
  readonly stream: Readable;
}

// The same parts, the same bytes: no hour of writing in the archive, nor what one version of zlib makes of them.
const IN_ARCHIVE = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true, compress: false };
/** What ZIP adds: before a part, in the list of parts, after one that is streamed, and at the end. */
const [LOCAL, CENTRAL, DESCRIPTOR, END] = [30, 46, 16, 22];
/** Beyond this the format needs fields that older programs do not know. */
const MOST_BYTES = 0xffff_ffff;

/**
 * A ZIP archive of parts stored as they are, in the order of their names. Streams are opened one after the other; one that fails, or has another size
 * than was said, breaks the archive off.
 * @throws {RangeError} when it would have 4 GiB or more, or as many parts as no plain ZIP has
 */
export function archiveOf(parts: readonly ArchivePart[]): Archive {
  const sorted = [...parts].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  const size = sorted.reduce((sum, part) => sum + bytesOf(part), END);
  if (size > MOST_BYTES || sorted.length >= 0xffff)
    throw new RangeError(`${sorted.length} parts and ${size} bytes are too many for one archive`);
  const stream = new PassThrough();
  const archive = new yazl.ZipFile();
  let open: Readable | undefined;
  const output = archive.outputStream as Readable;
  const fail = (error: Error) => void stream.destroy(error);
  archive.on('error', fail);
  output.on('error', fail);
  for (const part of sorted) {
    if ('bytes' in part) archive.addBuffer(part.bytes, part.name, IN_ARCHIVE);
    else
      archive.addReadStreamLazy(part.name, { ...IN_ARCHIVE, size: part.size }, (give) => {
        if (stream.destroyed) return;
        part.open().then((opened) => {
          open = opened.once('error', fail);
          if (stream.destroyed) opened.destroy();
          else give(null, opened);
        }, fail);
      });
  }
  archive.end();
  // Whoever has had enough leaves no file open behind.
  stream.once('close', () => open?.destroy());
  output.pipe(stream);
  return { size, stream };
}

function bytesOf(part: ArchivePart): number {
  const around = LOCAL + CENTRAL + 2 * Buffer.byteLength(part.name);
  return 'bytes' in part ? around + part.bytes.length : around + part.size + DESCRIPTOR;
}
