import type { StoredEvent } from '@app/event-store';
import type { AroundBatch } from '@app/projecting';
import { SpanKind, SpanStatusCode, TraceFlags, type Link } from '@opentelemetry/api';
import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions';
import { ATTRIBUTES } from './names.js';
import { appendSpanIdOf, issuedAs, traceIdOf } from './trace-ids.js';
import type { Tracing } from './tracing.js';

/** Commands that one batch is linked to, at most. */
const MOST_LINKS = 64;

/** One span for each batch that a projection takes in, linked to the appends that recorded its events. */
export const tracedBatches =
  (tracing: Tracing): AroundBatch =>
  async ({ projection, events }, take) => {
    const attributes = { [ATTRIBUTES.projection]: projection, [ATTRIBUTES.events]: events.length };
    const span = tracing.start(`project ${projection}`, { kind: SpanKind.CONSUMER, attributes });
    if (span.isRecording()) span.addLinks(appendsOf(events));
    try {
      await take();
      // From when the oldest was recorded to when it can be read.
      span.setAttribute(ATTRIBUTES.lagSeconds, Math.max(0, Date.now() - Date.parse(events[0]!.recordedAt)) / 1_000);
    } catch (error) {
      span.setAttribute(ATTR_ERROR_TYPE, (error as Error).name).setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  };

function appendsOf(events: readonly StoredEvent[]): Link[] {
  const links: Link[] = [];
  const commands = new Set<string>();
  for (const { eventId, meta } of events) {
    const { commandId, correlationId } = issuedAs(meta);
    if (commandId === undefined || correlationId === undefined || commands.has(commandId)) continue;
    if (links.length === MOST_LINKS) break;
    commands.add(commandId);
    const context = { traceId: traceIdOf(correlationId), spanId: appendSpanIdOf(eventId), traceFlags: TraceFlags.NONE, isRemote: true };
    links.push({ context });
  }
  return links;
}
