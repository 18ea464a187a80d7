import { createHash } from 'node:crypto';

/**
 * The trace that a correlation id stands for. A UUID is one as it is, so that a request without a trace gives its trace and its events the
 * same identifier; anything else is hashed into one.
 */
export function traceIdOf(correlationId: string): string {
  const digits = correlationId.replaceAll('-', '').toLowerCase();
  return /^(?!0{32})[0-9a-f]{32}$/.test(digits) ? digits : digest(correlationId, 16);
}

/**
 * The span of the append that recorded an event, when the event is the first of its append. Whoever reads the event later knows the span
 * without anything kept beside the fact; the event's own identifier is not told.
 */
export const appendSpanIdOf = (eventId: string): string => digest(eventId, 8);

/** What an event's envelope says of its command; nothing when it cannot be read, which is the reader's business. */
export function issuedAs(meta: string): { readonly commandId?: string; readonly correlationId?: string } {
  try {
    const { commandId, correlationId } = JSON.parse(meta) as Record<string, unknown>;
    return { commandId: textOf(commandId), correlationId: textOf(correlationId) };
  } catch {
    return {};
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const digest = (text: string, bytes: number): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, 2 * bytes);
