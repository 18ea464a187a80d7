import {
  base64,
  hashesAt,
  formatVerifierKey,
  nodeCryptography,
  openSuccession,
  parseCheckpoint,
  parseNote,
  parseTilePath,
  StoredLog,
  StoredTree,
  TILE_WIDTH,
} from '@app/audit';
import type { StoredCheckpoint, TileResource } from '@app/audit';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, readParameters, sendJson, whole, WrongParameter } from '@app/http';
import { Reading } from '../reading/documented.js';
import { sendBytes, sendNote } from './answers.js';
import { bundleBytes } from './bundle.js';
import { entries, LANG, notSo } from './parameters.js';

const CHECKPOINTS = { ...LANG, below: entries('Only those over fewer entries'), limit: whole(1, 500, 50, 'Most items of a page') };
const CONSISTENCY = {
  ...LANG,
  from: entries('Entries of the older tree'),
  to: entries('Entries of the newer tree; without it, all there are'),
};
const A_YEAR = 'public, max-age=31536000, immutable';
/** C2SP: not to be kept beyond a few seconds. */
const A_MOMENT = 'public, max-age=1';
const NOTE = { answer: 'Note', contentType: 'text/plain' };
const BYTES = { answer: 'Bytes', contentType: 'application/octet-stream' };

/** The audit log as monitors and witnesses read it: C2SP tlog-tiles under `/api/v1/audit`. Open to all, and the same for all. */
@Controller('api/v1/audit')
@ApiTags('audit')
export class AuditLogController {
  constructor(@Inject(StoredLog) private readonly log: StoredLog) {}

  @Reading('checkpoint', { ...NOTE, parameters: LANG, summary: 'The newest signed checkpoint', operationId: 'readCheckpoint' })
  async checkpoint(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    readParameters(LANG, request.query as Record<string, unknown>);
    sendNote(request, reply, (await this.newest()).note, A_MOMENT);
  }

  @Reading('key', {
    ...NOTE,
    parameters: LANG,
    summary: 'The key to verify checkpoints with (C2SP signed-note)',
    operationId: 'readAuditKey',
  })
  async key(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    readParameters(LANG, request.query as Record<string, unknown>);
    const state = await this.log.state();
    if (!state) throw empty();
    sendNote(request, reply, `${state.verifier}\n`, A_MOMENT);
  }

  @Reading('successions', {
    parameters: LANG,
    answer: 'SuccessionList',
    summary: 'Every change of the key, oldest first: signed notes that name the old key and the new one, and that both signed',
    operationId: 'listSuccessions',
  })
  async successions(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    readParameters(LANG, request.query as Record<string, unknown>);
    const items = (await this.log.successions()).map(successionOnWire);
    sendJson(request, reply, { items }, { cacheControl: 'public, no-cache' });
  }

  @Reading('checkpoints', {
    parameters: CHECKPOINTS,
    answer: 'CheckpointList',
    summary: 'Every checkpoint that was signed, newest first',
    operationId: 'listCheckpoints',
  })
  async checkpoints(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { below, limit = 50 } = readParameters(CHECKPOINTS, request.query as Record<string, unknown>);
    const found = await this.log.checkpoints({ below, limit: limit + 1 });
    const items = found.slice(0, limit);
    const next = found.length > limit ? `/api/v1/audit/checkpoints?below=${items.at(-1)!.size}&limit=${limit}` : null;
    sendJson(request, reply, { items: items.map(checkpointOnWire), next }, { cacheControl: 'public, no-cache' });
  }

  @Reading('consistency', {
    parameters: CONSISTENCY,
    answer: 'Consistency',
    summary: 'Hashes that show an older tree to be the beginning of a newer one (RFC 9162)',
    operationId: 'proveConsistency',
  })
  async consistency(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { from = 0, to: asked } = readParameters(CONSISTENCY, request.query as Record<string, unknown>);
    const { size } = await this.newest();
    const to = asked ?? size;
    if (to > size) throw wrong('to', to, `Un entier de 0 à ${size}.`, `A whole number from 0 to ${size}.`);
    if (from > to) throw wrong('from', from, `Un entier de 0 à ${to}.`, `A whole number from 0 to ${to}.`);
    const hashes = await new StoredTree(to, this.log, nodeCryptography.sha256).consistencyProof(from);
    sendJson(request, reply, { from, to, hashes: hashes.map(base64) }, { cacheControl: asked === undefined ? 'public, no-cache' : A_YEAR });
  }

  @Reading('tile/*', {
    ...BYTES,
    parameters: LANG,
    pathParameters: ['path'],
    summary: 'A tile of hashes, `0/x001/234`, or a bundle of entries, `entries/x001/234`; partial ones end in `.p/` and their width',
    operationId: 'readTile',
  })
  async tile(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    readParameters(LANG, request.query as Record<string, unknown>);
    const resource = parseTilePath(`tile/${(request.params as { '*': string })['*']}`);
    const bytes = resource && (await this.bytesOf(resource));
    if (!bytes) throw new Problem(404, 'SUBJECT_UNKNOWN');
    // What a tile holds never changes, a partial one neither: a wider one takes its place.
    await sendBytes(request, reply, bytes, A_YEAR, resource.kind === 'entries');
  }

  private async bytesOf(resource: TileResource): Promise<Uint8Array | undefined> {
    const { index, width } = resource;
    const level = resource.kind === 'tile' ? resource.level : 0;
    const size = (await this.log.latest())?.size ?? 0;
    if (index * TILE_WIDTH + width > hashesAt(level, size)) return undefined;
    if (resource.kind === 'tile') return this.log.readTile(resource);
    return bundleBytes(await this.log.bundle(index), width);
  }

  private async newest(): Promise<StoredCheckpoint> {
    const latest = await this.log.latest();
    if (!latest) throw empty();
    return latest;
  }
}

const empty = () => new Problem(404, 'AUDIT_LOG_EMPTY', {}, [], { 'retry-after': '1' });

function checkpointOnWire({ size, note, signedAt, publishedAt }: StoredCheckpoint): object {
  const parsed = parseNote(note);
  return { size, root: base64(parseCheckpoint(parsed.text).root), signedAt, publishedAt, witnesses: witnessesOf(note), note };
}

function successionOnWire(note: string): object {
  const { size, root, from, to } = openSuccession(note, nodeCryptography);
  return { size, root: base64(root), from: formatVerifierKey(from), to: formatVerifierKey(to), note };
}

/** Names of those who signed beside the log itself. Whether their signatures hold is for whoever trusts their keys to say. */
export function witnessesOf(note: string): string[] {
  const { text, signatures } = parseNote(note);
  const { origin } = parseCheckpoint(text);
  return [...new Set(signatures.map(({ name }) => name).filter((name) => name !== origin))];
}

function wrong(field: string, value: number, fr: string, en: string): Problem {
  return new Problem(400, 'PARAMETER_INVALID', {}, [{ field, value: String(value), says: (notSo(fr, en) as WrongParameter).says }]);
}
