import type { OpenedCheckpoint } from '../notes/checkpoint.js';
import type { EventLine } from './event-line.js';
import { FileRejected } from './file-rejected.js';
import { DECISION_FILE, DOCUMENTS, PARTS, type AboutFile, type DocumentLine, type WithheldLine } from './parts.js';

interface Content {
  readonly about: AboutFile;
  readonly events: readonly EventLine[];
  readonly documents: readonly DocumentLine[];
  readonly withheld: readonly WithheldLine[];
  readonly checkpoint: OpenedCheckpoint;
}

interface Parts {
  readonly names: readonly string[];
  sizeOf(name: string): number;
}

/** @throws {FileRejected} `PART_MALFORMED` */
export function parseObject<Value>(part: string, text: string, line?: number): Value {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Value;
  } catch {
    // Told below.
  }
  throw new FileRejected(
    'PART_MALFORMED',
    { part, ...(line && { line }) },
    `${part} is not a JSON object${line ? ` in line ${line}` : ''}`,
  );
}

/** @throws {FileRejected} `PART_MALFORMED` */
export function parseLines<Value>(part: string, text: string): Value[] {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new FileRejected('PART_MALFORMED', { part, line: lines.length + 1 }, `${part} does not end with a newline`);
  return lines.map((line, index) => parseObject<Value>(part, line, index + 1));
}

/**
 * Holds what the file says of itself against what is in it: what was signed may still have been put together wrongly.
 * @throws {FileRejected} `DOCUMENT_NOT_SEALED`, `CONTENT_DISAGREES`
 */
export function checkContent({ about, events, documents, withheld, checkpoint }: Content, parts: Parts): void {
  const captures = capturesIn(events);
  const known = new Set<string>();
  documents.forEach(({ file, sha256, bytes, capture, documentId }, index) => {
    const place = { part: PARTS.documents, line: index + 1 };
    const sealed = captures.get(capture);
    if (!sealed || sealed.sha256 !== sha256 || sealed.stream !== `source-${documentId}` || !file.startsWith(`${DOCUMENTS}${sha256}.`))
      throw new FileRejected('DOCUMENT_NOT_SEALED', place, `no sealed event of the file says that ${file} is a copy of ${documentId}`);
    if (parts.sizeOf(file) !== bytes) throw new FileRejected('CONTENT_DISAGREES', place, `${file} does not have ${bytes} bytes`);
    known.add(file);
    captures.delete(capture);
  });
  for (const part of parts.names)
    if (part.startsWith(DOCUMENTS) && !known.has(part))
      throw new FileRejected('DOCUMENT_NOT_SEALED', { part }, `no sealed event of the file says what ${part} is`);
  for (const { capture } of withheld) if (capture !== undefined) captures.delete(capture);
  for (const [eventId] of captures)
    throw new FileRejected(
      'CONTENT_DISAGREES',
      { part: PARTS.documents, eventId },
      `the copy that ${eventId} recorded is neither there nor told to be left out`,
    );
  checkAbout({ about, events, documents, withheld, checkpoint });
}

function checkAbout({ about, events, documents, withheld, checkpoint }: Content): void {
  const disagrees = (what: string) =>
    new FileRejected('CONTENT_DISAGREES', { part: PARTS.about }, `${PARTS.about} does not agree with the file: ${what}`);
  if (about.format !== DECISION_FILE) throw disagrees('its form');
  const counts = { events: events.length, documents: documents.length, withheld: withheld.length } as const;
  for (const name of ['events', 'documents', 'withheld'] as const)
    if (about[name] !== counts[name]) throw disagrees(`${about[name]} ${name} are not ${counts[name]}`);
  if (about.log?.origin !== checkpoint.origin || about.log.size !== checkpoint.size) throw disagrees('the log and its size');
  if (events.some(({ disclosure }) => (disclosure.inside !== undefined) !== (about.audience === 'officers')))
    throw disagrees('for whom it was made');
  if (typeof about.subject?.kind !== 'string' || typeof about.subject.id !== 'string') throw disagrees('its subject');
}

/** Copies of documents that sealed events tell of, by the event. */
function capturesIn(events: readonly EventLine[]): Map<string, { sha256: unknown; stream: string }> {
  const captures = events
    .filter(({ disclosure }) => disclosure.header.type === 'SourceCaptured')
    .map(({ disclosure: { header, data } }) => {
      const { sha256 } = JSON.parse(data) as { sha256?: unknown };
      return [header.eventId, { sha256, stream: header.streamId }] as const;
    });
  return new Map(captures);
}
