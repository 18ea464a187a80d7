import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { EventStore, StoredEvent } from './port.js';

const FORMAT = 'palimpseste-events/1';
const PAGE = 1_000;

/** An exported file that cannot be trusted or put back; nothing was written. */
export class ExportRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExportRefused';
  }
}

/** A store that can take events back with the record times they had. */
export interface RestorableStore extends EventStore {
  restore(events: readonly StoredEvent[]): Promise<void>;
}

type Progress = (done: number, total: number) => void;

/**
 * Writes every event as JSON lines in store order: a header, one event a line, and a last line with their count and the SHA-256 of all lines
 * before it. Stream revisions and record times travel along; positions belong to a store and do not.
 * @returns how many events were written
 */
export async function exportEvents(store: EventStore, out: Writable, onProgress: Progress = () => undefined): Promise<number> {
  const hash = createHash('sha256');
  const write = async (line: string) => {
    hash.update(line).update('\n');
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  };
  const head = await store.head();
  await write(JSON.stringify({ format: FORMAT }));
  let events = 0;
  if (head !== null) {
    for await (const { streamId, revision, recordedAt, eventId, type, schemaVersion, data, meta } of store.readAll({ until: head })) {
      await write(JSON.stringify({ streamId, revision, recordedAt, eventId, type, schemaVersion, data, meta }));
      if (++events % PAGE === 0) onProgress(events, store.capabilities.contiguous ? Number(head) : events);
    }
  }
  out.write(`${JSON.stringify({ events, sha256: hash.digest('hex') })}\n`);
  return events;
}

/**
 * Puts an exported file back into an empty store, with its record times. `lines` is read twice: the whole file is checked before anything
 * is written.
 * @throws {ExportRefused} when the file is cut off, altered, of another format, or the store is not empty or cannot restore
 */
export async function importEvents(
  store: EventStore,
  lines: () => AsyncIterable<string>,
  onProgress: Progress = () => undefined,
): Promise<number> {
  if (!('restore' in store))
    throw new ExportRefused('ce type de base ne sait pas remettre des événements avec leurs dates d’enregistrement.');
  const total = await check(lines());
  if ((await store.head()) !== null) throw new ExportRefused('la base n’est pas vide : on ne remet un export que dans une base neuve.');
  let page: StoredEvent[] = [];
  let done = 0;
  const flush = async () => {
    if (page.length > 0) await (store as RestorableStore).restore(page);
    done += page.length;
    page = [];
    onProgress(done, total);
  };
  for await (const line of lines()) {
    const event = JSON.parse(line) as StoredEvent;
    if (event.eventId === undefined) continue;
    page.push({ ...event, position: '' });
    if (page.length >= PAGE) await flush();
  }
  await flush();
  return done;
}

async function check(lines: AsyncIterable<string>): Promise<number> {
  const hash = createHash('sha256');
  const revisions = new Map<string, number>();
  let number = 0;
  let last: Line | undefined;
  let events = 0;
  for await (const line of lines) {
    number += 1;
    if (last) throw new ExportRefused(`ligne ${number} : rien n’est attendu après la dernière ligne de l’export.`);
    const value = parsed(line, number);
    if (number === 1) {
      if (value.format !== FORMAT) throw new ExportRefused(`ligne 1 : ce n’est pas un export de ce produit (« ${FORMAT} » est attendu).`);
    } else if ('sha256' in value) {
      last = value;
      continue;
    } else {
      const { streamId, revision } = value as unknown as StoredEvent;
      if (revision !== (revisions.get(streamId) ?? -1) + 1)
        throw new ExportRefused(`ligne ${number} : la révision ${revision} de ${streamId} ne suit pas la précédente.`);
      revisions.set(streamId, revision);
      events += 1;
    }
    hash.update(line).update('\n');
  }
  if (!last) throw new ExportRefused(`ligne ${number} : l’export est tronqué, sa dernière ligne manque.`);
  if (last.events !== events || last.sha256 !== hash.digest('hex'))
    throw new ExportRefused('l’export a été altéré : son empreinte ne correspond pas à ses lignes.');
  return events;
}

type Line = Record<string, unknown> & { format?: string; events?: number; sha256?: string };

function parsed(line: string, number: number): Line {
  try {
    return JSON.parse(line) as Line;
  } catch {
    throw new ExportRefused(`ligne ${number} : ce n’est pas du JSON ; l’export est tronqué ou altéré.`);
  }
}
