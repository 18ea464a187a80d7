import { Inject, Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pipeline, type Readable } from 'node:stream';
import { disposition } from '@app/exports';
import { isHeld, logFault, Problem } from '@app/http';
import { suffixOf, verified, type ByteRange } from '@app/locker';
import type { Capture, Reader } from '@app/timeline';
import { Captures } from './captures.js';

/** A document is saved, never shown by us: whatever it holds runs in nothing of ours. */
const POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";
/** The bytes of a hash never change; but a copy may have to be destroyed, and then nobody should still give it out for long. */
const PUBLIC_CACHE = 'public, max-age=86400, immutable';

/** Sends copies of documents. */
@Injectable()
export class Outgoing {
  private readonly logger = new Logger('Locker');

  constructor(@Inject(Captures) private readonly captures: Captures) {}

  async send(request: FastifyRequest, reply: FastifyReply, capture: Capture, { seesAll }: Reader): Promise<void> {
    const { sha256, mediaType, documentId } = capture;
    const etag = `"${sha256}"`;
    const suffix = suffixOf(mediaType);
    void reply.headers({
      etag,
      vary: 'Authorization',
      'cache-control': seesAll ? 'private, no-store' : PUBLIC_CACHE,
      'accept-ranges': 'bytes',
      'content-security-policy': POLICY,
      'content-disposition': disposition('attachment', `${documentId}-${sha256.slice(0, 8)}`, capture.title ?? documentId, suffix),
    });
    if (isHeld(request, etag)) return void reply.status(304).send();
    const { documents } = this.captures.locker;
    const kept = await documents.find(sha256);
    if (!kept) throw new Error('the locker does not hold a document that it owes: see "palimpseste locker verify"');
    const range = rangeOf(request, etag, kept.bytes);
    const stream = await documents.read(sha256, range);
    void reply.header('content-type', mediaType).header('content-length', range ? range.last - range.first + 1 : kept.bytes);
    if (range) void reply.status(206).header('content-range', `bytes ${range.first}-${range.last}/${kept.bytes}`);
    await reply.send(range ? stream : this.checked(stream, sha256, request));
  }

  /** Whoever gets it whole gets what its hash says, or an answer that breaks off. */
  private checked(stream: Readable, sha256: string, request: FastifyRequest): Readable {
    return pipeline(stream, verified(sha256), (error) => {
      if (error && (error as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE') logFault(this.logger, error, request);
    });
  }
}

/**
 * The one part of it that is asked for (RFC 9110, 14.2): undefined for the whole, also when several are asked for, or of another version.
 * @throws {Problem} 416 when there is no such part
 */
function rangeOf({ headers }: FastifyRequest, etag: string, bytes: number): ByteRange | undefined {
  const condition = headers['if-range'];
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.range ?? '') ?? [];
  if ((from === '' && to === '') || (condition !== undefined && condition !== etag)) return undefined;
  const first = from === '' ? Math.max(0, bytes - Number(to)) : Number(from);
  const last = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  if (first >= bytes || last < first) throw new Problem(416, 'RANGE_UNSATISFIABLE', { bytes }, [], { 'content-range': `bytes */${bytes}` });
  return { first, last };
}
