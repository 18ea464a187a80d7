import type { FastifyRequest } from 'fastify';
import type { ApiConfig } from './config.js';

/** What the outside calls this server: as configured, else as this caller did. Links that leave with the data need it. */
export function publicAddress({ publicUrl }: Pick<ApiConfig, 'publicUrl'>, request: Pick<FastifyRequest, 'host'>): string {
  if (publicUrl !== undefined) return publicUrl;
  // A name that no server can have is not repeated.
  return /^[\w.-]+(:\d{1,5})?$|^\[[\da-f:.]+\](:\d{1,5})?$/i.test(request.host) ? `http://${request.host}` : '';
}
