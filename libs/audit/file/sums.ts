import { fromHex, fromUtf8, hex, utf8 } from '../base/bytes.js';
import { FileRejected } from './file-rejected.js';
import { PARTS } from './parts.js';

/** SHA-256 of parts by their names. */
export type Sums = ReadonlyMap<string, Uint8Array>;

const LINE = /^([0-9a-f]{64}) {2}(\S+)$/;

/** As `sha256sum` writes it, in the order of the names. */
export const formatSums = (sums: Sums): Uint8Array => utf8([...sums].map(([name, sum]) => `${hex(sum)}  ${name}\n`).join(''));

/** @throws {FileRejected} `PART_MALFORMED` */
export function parseSums(bytes: Uint8Array): Sums {
  const malformed = (line: number) =>
    new FileRejected('PART_MALFORMED', { part: PARTS.sums, line }, `line ${line} of ${PARTS.sums} is not a hash, two spaces and a name`);
  const lines = (fromUtf8(bytes) ?? '').split('\n');
  if (lines.pop() !== '') throw malformed(lines.length + 1);
  const sums = new Map<string, Uint8Array>();
  lines.forEach((line, index) => {
    const [, sum, name] = LINE.exec(line) ?? [];
    if (sum === undefined || name === undefined || sums.has(name)) throw malformed(index + 1);
    sums.set(name, fromHex(sum));
  });
  return sums;
}
