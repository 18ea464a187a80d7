import type { FastifyReply, FastifyRequest } from 'fastify';
import { etagOf, isHeld, varyOf } from '@app/http';
import { writePdf, type TextDocument } from '../pdf/document.js';
import { disposition } from './disposition.js';

/** Answers with a document as PDF under the tag of its bytes, or 304. `name`: of the file, in plain ASCII. */
export async function sendPdf(
  request: FastifyRequest,
  reply: FastifyReply,
  document: TextDocument,
  { name, cacheControl }: { readonly name: string; readonly cacheControl: string },
): Promise<void> {
  const bytes = await writePdf(document);
  const etag = etagOf(bytes);
  void reply.headers({ etag, 'cache-control': cacheControl, 'content-language': document.language, vary: varyOf(reply) });
  if (isHeld(request, etag)) return void (await reply.status(304).send());
  const headers = { 'content-type': 'application/pdf', 'content-disposition': disposition('inline', name, document.title, 'pdf') };
  await reply.headers(headers).send(bytes);
}
