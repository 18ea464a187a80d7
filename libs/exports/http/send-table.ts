import { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { etagOf, isHeld, logFault, varyOf, type Language } from '@app/http';
import { formats, type Format } from '../formats.js';
import { checkColumns } from '../table/cells.js';
import type { Table } from '../table/table.js';
import type { Dialect } from '../writers/csv.js';
import { disposition } from './disposition.js';

export interface Sending {
  readonly format: Format;
  readonly language: Language;
  readonly dialect?: Dialect;
  readonly cacheControl: string;
  /** Changes with the content for this caller, whatever the format: the answer to who holds it is 304 before a line is read. */
  readonly versionTag?: string;
  /** When the content last changed, for sure; without it there is no Last-Modified. */
  readonly lastModified?: Date;
  /** Milliseconds that a reader may leave a long answer untouched before it is let go, with what it holds. Default a minute. */
  readonly patience?: number;
}

/** An answer up to this size is whole before it leaves: it then has its length, and a tag of its bytes. */
const HELD_BYTES = 8 * 1_048_576;
const PATIENCE = 60_000;

const logger = new Logger('Table');

/**
 * Answers with a table in a format, or 304. Up to 8 MiB, an error of the rows is answered as a problem and the tag is that of the bytes; beyond,
 * the lines leave as they are read, with a tag only when the caller has given one, and an error breaks the connection off.
 * Resolves once the answer has left, or its reader has.
 */
export async function sendTable(request: FastifyRequest, reply: FastifyReply, table: Table, sending: Sending): Promise<void> {
  const { format, language, dialect, cacheControl, versionTag, lastModified } = sending;
  const { licence } = table.metadata;
  checkColumns(table.columns);
  void reply.headers({
    'cache-control': cacheControl,
    'content-language': language,
    vary: varyOf(reply),
    ...(lastModified && { 'last-modified': lastModified.toUTCString() }),
    ...(licence && { link: `<${licence.url}>; rel="license"` }),
  });
  const version = versionTag === undefined ? undefined : etagOf(JSON.stringify([versionTag, format, dialect ?? null, language]));
  if (isCurrent(request, version, lastModified)) return answer304(reply, version);
  const pieces = formats[format].write(table, { language, dialect });
  const start = await held(pieces, () => reply.raw.destroyed);
  if (start === undefined) return;
  const body = start.isWhole ? Buffer.concat(start.pieces) : undefined;
  const tag = version ?? (body && etagOf(body));
  if (body && tag !== undefined && isHeld(request, tag)) return answer304(reply, tag);
  const { contentType, disposition: kind } = formats[format];
  void reply.headers({
    'content-type': contentType,
    'content-disposition': disposition(kind, table.name, table.title[language], format),
    ...(tag !== undefined && { etag: tag }),
  });
  if (body) return void (await reply.send(body));
  if (request.method === 'HEAD') {
    await pieces.return(undefined);
    return void (await reply.send(Readable.from([])));
  }
  reply.raw.setTimeout(sending.patience ?? PATIENCE, () => reply.raw.destroy());
  await reply.send(Readable.from(told(start.pieces, pieces, request), { objectMode: false }));
}

/** The first pieces, all of them when they are few; undefined when nobody listens any more. */
async function held(pieces: AsyncGenerator<Uint8Array>, isGone: () => boolean) {
  const kept: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { value, done } = await pieces.next();
    if (done) return { pieces: kept, isWhole: true };
    kept.push(value);
    size += value.length;
    if (isGone()) return void (await pieces.return(undefined));
    if (size > HELD_BYTES) return { pieces: kept, isWhole: false };
    // Others are answered meanwhile: lines that are at hand never wait by themselves.
    await setImmediate();
  }
}

async function* told(start: readonly Uint8Array[], rest: AsyncGenerator<Uint8Array>, request: FastifyRequest): AsyncGenerator<Uint8Array> {
  try {
    yield* start;
    yield* rest;
  } catch (error) {
    logFault(logger, error, request);
    throw error;
  } finally {
    await rest.return(undefined);
  }
}

/** True when the caller's copy is right, as far as can be told before the content is made (RFC 9110, 13.2.2). */
function isCurrent(request: FastifyRequest, version: string | undefined, lastModified: Date | undefined): boolean {
  if (request.headers['if-none-match'] !== undefined) return version !== undefined && isHeld(request, version);
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  // HTTP dates have no fraction of a second.
  return lastModified !== undefined && Math.floor(lastModified.getTime() / 1_000) * 1_000 <= since;
}

async function answer304(reply: FastifyReply, tag: string | undefined): Promise<void> {
  if (tag !== undefined) void reply.header('etag', tag);
  await reply.status(304).send();
}
