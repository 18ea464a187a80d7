import { isUtf8 } from 'node:buffer';
import { problem, type ImportProblem, type Place } from './problem.js';

/** The most that one file may hold, in bytes. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024;

/**
 * The text of a file: UTF-8, with or without a byte order mark, at most 16 MiB, ended by a line break.
 * A missing last line break is how a file that was cut in the middle of a value gives itself away (`jobsLost: 86`).
 */
export function decodeText(content: Uint8Array | string, file: string): { readonly text: string } | { readonly problem: ImportProblem } {
  const start: Place = { file, line: 1, column: 1, path: '' };
  const size = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
  if (size > MAX_FILE_BYTES) return { problem: problem('FILE_TOO_LARGE', start, { most: MAX_FILE_BYTES }) };
  if (typeof content !== 'string') {
    const found = encodingProblem(content, start);
    if (found) return { problem: found };
  }
  const decoded = typeof content === 'string' ? content : new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
  const text = decoded.startsWith('\ufeff') ? decoded.slice(1) : decoded;
  if (text.trim() === '') return { problem: problem('FILE_EMPTY', start, {}) };
  if (!/[\n\r]$/.test(text)) return { problem: problem('FILE_TRUNCATED', { ...start, ...endOf(text) }, {}) };
  return { text };
}

function encodingProblem(bytes: Uint8Array, start: Place): ImportProblem | undefined {
  const [first, second] = bytes;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  // Without a mark: no text of ours holds a null character, and UTF-16 has one beside each Latin letter.
  if (marked || (bytes.length > 1 && (first === 0 || second === 0))) return problem('ENCODING_UTF16', start, { offset: 0 });
  if (isUtf8(bytes)) return undefined;
  const offset = firstInvalid(bytes);
  const place = { ...start, ...endOf(new TextDecoder().decode(bytes.subarray(0, offset))) };
  return problem('ENCODING_INVALID', place, { offset, byte: bytes[offset]!.toString(16).padStart(2, '0') });
}

/** Offset of the first byte that begins no UTF-8 character. */
function firstInvalid(bytes: Uint8Array): number {
  let offset = 0;
  while (offset < bytes.length) {
    const lead = bytes[offset]!;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (length > 1 && (offset + length > bytes.length || !isUtf8(bytes.subarray(offset, offset + length)))) return offset;
    offset += length;
  }
  return offset;
}

/** The place just after a text. */
export function endOf(text: string): { readonly line: number; readonly column: number } {
  const lines = text.split(/\r\n|\n|\r/);
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}
