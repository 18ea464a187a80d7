import type { NewEvent } from '../port.js';

/**
 * What our metadata adds to an event, in front of its envelope: the envelope's very text stays as it is.
 * `{"palimpseste":1,"schemaVersion":2,…,"meta":{…}}` is JSON that every other tool reads.
 */
interface Header {
  readonly schemaVersion: number;
  /** The record time it had in another store. */
  readonly recordedAt?: string;
  /** The record time of what its writer had read: clocks of two servers may differ, cause and effect may not change places. */
  readonly notBefore?: string;
}

export interface Opened {
  readonly schemaVersion: number;
  readonly meta: string;
  /** UTC, ISO 8601 with microseconds. */
  readonly recordedAt: string;
}

const MARK = '{"palimpseste":1,';
const META = ',"meta":';
/** Headers repeat: nearly all say nothing but a schema version. */
const known = new Map<string, Header>();
const MOST_KNOWN = 1_000;

export function seal({ schemaVersion, meta }: NewEvent, times: Omit<Header, 'schemaVersion'> = {}): Uint8Array {
  const { recordedAt, notBefore } = times;
  let header = `${MARK}"schemaVersion":${schemaVersion}`;
  if (recordedAt !== undefined) header += `,"recordedAt":"${recordedAt}"`;
  if (notBefore !== undefined) header += `,"notBefore":"${notBefore}"`;
  return Buffer.from(`${header}${META}${meta}}`);
}

/**
 * @param metadata the event's custom metadata
 * @param created ticks of 100 ns since 1970, UTC, by the server's clock
 * @returns undefined for an event that somebody else wrote
 */
export function open(metadata: Uint8Array, created: string): Opened | undefined {
  const text = Buffer.from(metadata.buffer, metadata.byteOffset, metadata.byteLength).toString('utf8');
  if (!text.startsWith(MARK)) return undefined;
  const end = text.indexOf(META);
  if (end < 0) return undefined;
  const header = headerOf(text.slice(0, end));
  if (!header) return undefined;
  const at = header.recordedAt ?? isoMicroseconds(created);
  const recordedAt = header.notBefore !== undefined && header.notBefore > at ? header.notBefore : at;
  return { schemaVersion: header.schemaVersion, meta: text.slice(end + META.length, -1), recordedAt };
}

function headerOf(text: string): Header | undefined {
  const seen = known.get(text);
  if (seen) return seen;
  let header: Header;
  try {
    header = JSON.parse(`${text}}`) as Header;
  } catch {
    return undefined;
  }
  if (typeof header.schemaVersion !== 'number') return undefined;
  if (known.size < MOST_KNOWN) known.set(text, header);
  return header;
}

/** The second that was last written: events come in the order of their times, many in one. */
let lastSecond = { second: Number.NaN, text: '' };

/** Ticks of 100 ns since 1970 → `2024-01-01T00:00:00.123456Z`. */
export function isoMicroseconds(ticks: string): string {
  const microseconds = Math.floor(Number(ticks) / 10);
  const second = Math.floor(microseconds / 1_000_000);
  if (second !== lastSecond.second) lastSecond = { second, text: new Date(second * 1_000).toISOString().slice(0, 20) };
  return `${lastSecond.text}${String(microseconds - second * 1_000_000).padStart(6, '0')}Z`;
}

/** True when the client would write the payload back as it stands: it is then stored as JSON, which the server's own tools show. */
export function isPlainJson(text: string): boolean {
  return JSON.stringify(JSON.parse(text)) === text;
}
