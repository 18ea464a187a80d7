import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import type { Finding } from './finding.js';

/** Parts of an office document by their names, by what they hold. */
const PARTS: readonly (readonly [Finding, RegExp])[] = [
  ['macro', /(^|\/)(vbaProject[^/]*\.bin|vbaData\.xml|macrosheets\/|customUI[^/]*\/|attachedToolbars\.bin)/i],
  ['macro', /^(Basic|Scripts|Configurations2\/(accelerator|macro))\/./i],
  ['ole-object', /(^|\/)(embeddings|activeX|oleObjects?)\//i],
  ['ole-object', /(^|\/)oleObject[^/]*\.bin$/i],
  ['ole-object', /^Object \d+($|\/)/],
  ['encrypted', /^(EncryptedPackage|EncryptionInfo)$/],
];

/** Texts inside, by what they mean. */
const TEXTS: readonly (readonly [Finding, RegExp, RegExp])[] = [
  ['macro', /\[Content_Types\]\.xml$/, /macroEnabled|vbaProject|ms-office\.activeX/i],
  ['ole-object', /\[Content_Types\]\.xml$/, /oleObject/i],
  ['dde', /(^|\/)word\/[^/]*\.xml$/, /\bDDE(AUTO)?\b[^<]{0,80}\\\\|>\s*DDE(AUTO)?\s/],
  ['dde', /externalLinks?\//, /<\w*:?ddeLink/],
  ['ole-object', /externalLinks?\//, /<\w*:?oleLink/],
  ['macro', /^(content|styles)\.xml$/, /<script:event-listener|vnd\.sun\.star\.script:|<office:script\b/],
  ['dde', /^content\.xml$/, /office:dde-(source|connection)/],
  ['ole-object', /^content\.xml$/, /<draw:(object-ole|plugin|applet)\b/],
  ['frame', /^content\.xml$/, /<draw:floating-frame\b/],
  [
    'external-content',
    /^(content|styles)\.xml$/,
    /<(draw:image|text:section-source|style:background-image)\b[^>]*xlink:href="(https?|ftp|file|smb):/i,
  ],
  ['encrypted', /^META-INF\/manifest\.xml$/, /<manifest:encryption-data/],
];

/** Relations to what lies outside the document; a link that a person has to follow is one. */
const EXTERNAL = /<(?:\w+:)?Relationship\b[^>]*TargetMode\s*=\s*["']External["'][^>]*>/gi;

const MOST_PARTS = 20_000;
/** Bytes that are read of a document once it is unpacked. */
const MOST_UNPACKED = 268_435_456;

/** What in an office document (a ZIP of XML) could act. What cannot be read is told as such, never taken for harmless. */
export async function inOffice(bytes: Buffer): Promise<ReadonlySet<Finding>> {
  const findings = new Set<Finding>();
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true });
    await look(zip, findings);
  } catch {
    findings.add('unreadable');
  }
  return findings;
}

async function look(zip: ZipFile, findings: Set<Finding>): Promise<void> {
  if (zip.entryCount > MOST_PARTS) throw new Error('too many parts');
  let left = MOST_UNPACKED;
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    if (entry.isEncrypted()) findings.add('encrypted');
    for (const [finding, pattern] of PARTS) if (pattern.test(name)) findings.add(finding);
    const texts = TEXTS.filter(([, where]) => where.test(name));
    const isRelations = /\.rels$/i.test(name);
    if (texts.length === 0 && !isRelations) continue;
    left -= entry.uncompressedSize;
    if (left < 0) throw new Error('too much to read');
    const text = await textOf(zip, entry);
    for (const [finding, , pattern] of texts) if (pattern.test(text)) findings.add(finding);
    if (isRelations) for (const finding of outside(text)) findings.add(finding);
  }
}

async function textOf(zip: ZipFile, entry: Entry): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const isUtf16 = bytes.length > 1 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
  return new TextDecoder(isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(bytes);
}

function* outside(relations: string): Generator<Finding> {
  for (const [relation] of relations.matchAll(EXTERNAL)) {
    const type = /Type\s*=\s*["'][^"']*\/(\w+)["']/i.exec(relation)?.[1] ?? '';
    if (type === 'hyperlink') continue;
    yield type === 'attachedTemplate' ? 'external-template' : /ole/i.test(type) ? 'ole-object' : 'external-content';
  }
}
