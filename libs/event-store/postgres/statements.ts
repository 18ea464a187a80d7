import type pg from 'pg';
import type { ExpectedRevision, NewEvent, StreamAppend } from '../port.js';
import type { Group } from './batcher.js';
import { textArray } from './text-array.js';

/** An append whose events' revisions are known before it is sent; `before` is -1 for a stream that must not exist yet. */
export interface ExactAppend {
  readonly streamId: string;
  readonly before: number;
  readonly events: readonly NewEvent[];
}

/** Revision before the first event; undefined where only the store knows it. */
export function revisionBefore(expected: ExpectedRevision): number | undefined {
  if (expected === 'none') return -1;
  return typeof expected === 'number' ? expected : undefined;
}

/** The append as one row `head`: the position before its first event. The fewer arrays, the quicker. */
export function exactStatement(appends: readonly ExactAppend[]): pg.QueryConfig {
  const [first] = appends as [ExactAppend];
  if (appends.length > 1) return manyStreams(appends);
  return first.events.length > 1 ? oneStream(first) : oneEvent(first, first.events[0]!);
}

function oneEvent({ streamId, before }: ExactAppend, { eventId, schemaVersion, type, data, meta }: NewEvent): pg.QueryConfig {
  return {
    name: 'es.append_one',
    text: 'SELECT es.append_one($1, $2, $3, $4, $5, $6, $7) AS head',
    values: [streamId, before, eventId, schemaVersion, type, data, meta],
  };
}

function oneStream({ streamId, before, events }: ExactAppend): pg.QueryConfig {
  return {
    name: 'es.append_stream',
    text: 'SELECT es.append_stream($1, $2, $3, $4, $5, $6, $7) AS head',
    values: [streamId, before, ...columns(events)],
  };
}

function manyStreams(appends: readonly ExactAppend[]): pg.QueryConfig {
  const events = appends.flatMap((append) => append.events);
  let next = 1;
  const first = appends.map((append) => (next += append.events.length) - append.events.length);
  return {
    name: 'es.append_exact',
    text: 'SELECT es.append_exact($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS head',
    values: [
      appends.map(({ streamId }) => streamId),
      appends.map(({ before }) => before),
      appends.map((append) => append.events.length),
      first,
      appends.flatMap((append) => append.events.map(() => append.streamId)),
      appends.flatMap((append) => append.events.map((_, index) => append.before + 1 + index)),
      ...columns(events),
    ],
  };
}

/** The append that says of each stream what became of it, in the order given. */
export function anyStatement(groups: readonly Group[]): pg.QueryConfig {
  const appends = groups.flatMap((group) => group.appends);
  return {
    name: 'es.append_any',
    text: 'SELECT status, revision, last_position FROM es.append_any($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    values: [
      groups.flatMap((group, index) => group.appends.map(() => index)),
      appends.map(({ streamId }) => streamId),
      appends.map(code),
      appends.flatMap(({ events }, index) => events.map(() => index + 1)),
      ...columns(appends.flatMap(({ events }) => events)),
    ],
  };
}

const code = ({ expected }: StreamAppend): number => revisionBefore(expected) ?? (expected === 'any' ? -2 : -4);

const columns = (events: readonly NewEvent[]): unknown[] => [
  events.map(({ eventId }) => eventId),
  events.map(({ schemaVersion }) => schemaVersion),
  events.map(({ type }) => type),
  textArray(events.map(({ data }) => data)),
  textArray(events.map(({ meta }) => meta)),
];
