import { inflateSync } from 'node:zlib';
import type { Finding } from './finding.js';

// A library would read the document as one viewer does, by its last table of objects. What is looked for here may lie in any of them, and a document
// may be made so that two viewers see two tables: every byte is looked at, of every revision, and whatever is packed is unpacked, within bounds.

/** Names that no harmless document holds, by what they would do. They are long enough not to come about in an image by chance. */
const NAMES: readonly (readonly [Finding, RegExp])[] = [
  ['javascript', /\/JavaScript(?![\w.-])/],
  ['launch', /\/Launch(?![\w.-])/],
  ['embedded-file', /\/(?:EmbeddedFiles?|FileAttachment|GoToE)(?![\w.-])/],
  ['form-action', /\/(?:SubmitForm|ImportData)(?![\w.-])/],
  ['media', /\/(?:RichMedia|Rendition|RichMediaExecute)(?![\w.-])/],
  ['xfa', /\/XFA(?=[\s[\d<])/],
  ['encrypted', /\/Encrypt(?=[\s\d<])/],
];

/** Bytes that the packed objects of one document may have in all. */
const MOST_UNPACKED = 134_217_728;
/** Characters between the beginning of a stream's dictionary and its data, at most. */
const DICTIONARY = 4_096;

export function inPdf(bytes: Buffer): ReadonlySet<Finding> {
  const findings = new Set<Finding>();
  const raw = bytes.toString('latin1');
  const packed = unpacked(raw, bytes);
  if (packed === undefined) findings.add('unreadable');
  const text = plainNames(`${raw}\n${packed ?? ''}`);
  for (const [finding, name] of NAMES) if (name.test(text)) findings.add(finding);
  if (opensMoreThanAPage(text)) findings.add('open-action');
  return findings;
}

/** Names with their escapes undone: `/J#61vaScript` is `/JavaScript`. */
const plainNames = (text: string): string =>
  text.replace(/\/[^\s/<>[\](){}%]*#[0-9A-Fa-f]{2}[^\s/<>[\](){}%]*/g, (name) =>
    name.replace(/#([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16))),
  );

/** The objects that lie packed in streams, as text; undefined when some cannot be unpacked. */
function unpacked(raw: string, bytes: Buffer): string | undefined {
  const parts: string[] = [];
  let left = MOST_UNPACKED;
  for (const { index } of raw.matchAll(/stream\r?\n/g)) {
    if (raw.startsWith('end', index - 3)) continue;
    const before = plainNames(raw.slice(Math.max(0, index - DICTIONARY), index));
    const dictionary = before.slice(Math.max(0, before.lastIndexOf(' obj')));
    if (!/\/ObjStm(?![\w.-])/.test(dictionary)) continue;
    const data = index + /stream\r?\n/y.exec(raw.slice(index, index + 8))![0].length;
    const filters = filtersIn(dictionary);
    // Without a filter it was read with the rest; here its objects get their numbers.
    if (filters === '') {
      parts.push(numbered(raw.slice(data, raw.indexOf('endstream', data)), dictionary));
      continue;
    }
    if (!/^\/(FlateDecode|Fl)$/.test(filters) || /\/Predictor\s+(?!1\b)/.test(dictionary)) return undefined;
    const content = inflated(bytes.subarray(data), left);
    if (content === undefined) return undefined;
    left -= content.length;
    parts.push(numbered(content, dictionary));
  }
  return parts.join('\n');
}

/** `/FlateDecode`; several one after the other; nothing when the stream is not packed. */
function filtersIn(dictionary: string): string {
  const [, list, name] = /\/Filter\s*(?:\[([^\]]*)\]|(\/\w+))/.exec(dictionary) ?? [];
  return (list ?? name ?? (dictionary.includes('/Filter') ? '?' : '')).trim();
}

function inflated(data: Buffer, most: number): string | undefined {
  try {
    return inflateSync(data, { maxOutputLength: Math.max(1, most), finishFlush: 2 }).toString('latin1');
  } catch {
    return undefined;
  }
}

/** Packed objects have their numbers in front of them all; here each gets its own again. */
function numbered(content: string, dictionary: string): string {
  const first = Number(/\/First\s+(\d+)/.exec(dictionary)?.[1] ?? 0);
  const pairs = [...content.slice(0, first).matchAll(/(\d+)\s+(\d+)/g)];
  return pairs
    .map(([, number, offset], index) => {
      const end = pairs[index + 1]?.[2];
      return `\n${number} 0 obj ${content.slice(first + Number(offset), end === undefined ? undefined : first + Number(end))} endobj`;
    })
    .join('');
}

/** A document may say on which page it opens; whatever else it does when it is opened is an action. */
function opensMoreThanAPage(text: string): boolean {
  return [...text.matchAll(/\/OpenAction\s*(\[|<<|(\d+)\s+(\d+)\s+R)?/g)].some(({ index, 1: opening, 2: number, 3: generation }) => {
    if (opening === '[') return false;
    if (opening === '<<') return !isGoTo(text.slice(index, index + DICTIONARY));
    if (number === undefined) return true;
    const objects = [...text.matchAll(new RegExp(`(?<!\\d)${number}\\s+${generation}\\s+obj\\s*([^]{0,512})`, 'g'))];
    return objects.length === 0 || objects.some(([, object]) => !object!.startsWith('[') && !isGoTo(object!));
  });
}

const isGoTo = (action: string): boolean => /^[^>]*?\/S\s*\/GoTo(?![\w.-])/.test(action.split('endobj')[0]!);
