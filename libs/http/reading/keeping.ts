import type { FastifyReply, FastifyRequest } from 'fastify';

/** An answer as it is sent to whoever does not hold it. Its other headers are set on the reply. */
export interface WholeAnswer {
  /** The strong form of its ETag. */
  readonly tag: string;
  readonly contentType: string;
  readonly body: Buffer;
  /** Where in the body the time of sending stands (ISO 8601, UTC, milliseconds); the tag is not of it. Absent: nowhere. */
  readonly stampedAt?: number;
}

/** How long an answer to the public stays right: until the public is told something else, or for as long as the read models are not made anew. */
export type Keeping = 'until-told' | 'for-good';

/** Told once of each request it is attached to: what may be kept of its answer, or that nothing may. */
export type Keeper = (kept?: { readonly answer: WholeAnswer; readonly reply: FastifyReply; readonly keeping: Keeping }) => void;

const keepers = new WeakMap<FastifyRequest, Keeper>();

export const keptBy = (request: FastifyRequest, keeper: Keeper): void => void keepers.set(request, keeper);

/** Hands an answer to whoever keeps those of this request. */
export function offer(request: FastifyRequest, reply: FastifyReply, answer: WholeAnswer, keeping: Keeping | undefined): void {
  const keeper = keepers.get(request);
  if (keeper === undefined) return;
  keepers.delete(request);
  keeper(keeping && { answer, reply, keeping });
}

/** What this request will be answered is not to be kept: a file, a stream. Those who wait for it need not. */
export function keepNothing(request: FastifyRequest): void {
  keepers.get(request)?.();
  keepers.delete(request);
}
