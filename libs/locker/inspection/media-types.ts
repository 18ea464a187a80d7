import { fileTypeFromBuffer } from 'file-type';

/** The kinds of documents that are kept, with the end of their names. */
export const MEDIA_TYPES: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/csv': 'csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.oasis.opendocument.text': 'odt',
};

/** End of the name of a file of this type. */
export const suffixOf = (mediaType: string): string => MEDIA_TYPES[mediaType] ?? 'bin';

/** What says nothing of the content. */
const UNSAID = new Set(['application/octet-stream', 'application/x-www-form-urlencoded', 'binary/octet-stream']);
/** Texts have no mark of their own: of these, the sender's word decides. */
const TEXTS = new Set(['text/plain', 'text/csv']);

/**
 * The type of a document by its content. What the sender says of it only tells one kind of text from another.
 * @returns undefined when it has no type that is known
 */
export async function mediaTypeOf(bytes: Buffer, declared: string | undefined): Promise<string | undefined> {
  const marked = (await fileTypeFromBuffer(bytes))?.mime;
  if (marked !== undefined) return marked;
  if (textOf(bytes) === undefined) return undefined;
  const beginning = bytes.subarray(0, 1_024).toString('latin1').trimStart().toLowerCase();
  if (/^(\xef\xbb\xbf)?\s*(<!--[^]*?-->\s*)*<(!doctype html|html|head|body|script|title|meta)\b/.test(beginning)) return 'text/html';
  if (/^(\xef\xbb\xbf)?\s*<(\?xml|svg|!doctype svg)/.test(beginning)) return /<svg/.test(beginning) ? 'image/svg+xml' : 'application/xml';
  return declared !== undefined && (TEXTS.has(declared) || declared === 'text/html') ? declared : 'text/plain';
}

/** Whether a document of this type may have been sent as that one. */
export const agrees = (found: string, declared: string | undefined): boolean =>
  declared === undefined || UNSAID.has(declared) || declared === found;

/** As text: UTF-8, else Windows-1252, which has all of Latin-1. Undefined when it holds what no text holds. */
export function textOf(bytes: Buffer): string | undefined {
  const text = decoded(bytes);
  // eslint-disable-next-line no-control-regex
  return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/.test(text) ? undefined : text;
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
