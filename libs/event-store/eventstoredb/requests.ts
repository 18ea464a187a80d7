import type { ReadAllOptions } from '../port.js';
import type { LogPosition } from './positions.js';
import { protocol, type ReadReq } from './protocol.js';

type Direction = 'forwards' | 'backwards';
/** More than any stream holds. */
const EVERYTHING = String(Number.MAX_SAFE_INTEGER);

/** Reads one stream from a revision, inclusive. */
export function streamRequest(name: string, from: number | 'start' | 'end', direction: Direction, limit: number): ReadReq {
  const { streams, nothing } = protocol();
  const stream = new streams.ReadReq.Options.StreamOptions();
  stream.setStreamIdentifier(identifier(name));
  if (from === 'start') stream.setStart(new nothing.Empty());
  else if (from === 'end') stream.setEnd(new nothing.Empty());
  else stream.setRevision(String(from));
  const options = base(direction);
  options.setStream(stream);
  options.setCount(Number.isSafeInteger(limit) ? String(limit) : EVERYTHING);
  options.setNoFilter(new nothing.Empty());
  return request(options);
}

/** Reads the log from a position: forwards that one included, backwards from the one before it. */
export function logRequest(
  from: LogPosition | 'start' | 'end',
  direction: Direction,
  filter: Filter | undefined,
  limit = Number.MAX_SAFE_INTEGER,
): ReadReq {
  const options = base(direction);
  options.setAll(logOptions(from));
  options.setCount(String(limit));
  if (filter) options.setFilter(filterOptions(filter));
  else options.setNoFilter(new (protocol().nothing.Empty)());
  return request(options);
}

/** Follows the log from just after a position. */
export function subscriptionRequest(after: LogPosition | 'start', filter: Filter): ReadReq {
  const { streams } = protocol();
  const options = base('forwards');
  options.setAll(logOptions(after));
  options.setSubscription(new streams.ReadReq.Options.SubscriptionOptions());
  options.setFilter(filterOptions(filter));
  return request(options);
}

/** What the server itself leaves out. It takes one condition: the rest is left out here. */
export interface Filter {
  readonly on: 'stream' | 'type';
  readonly prefix?: string;
  readonly regex?: string;
}

/** Without system events, and without what the server can tell is not wanted. */
export function filterOf(streamPrefix: string, types: ReadAllOptions['types']): Filter {
  // Types are letters and digits (`validate.ts`), so that none needs escaping.
  if (types) return { on: 'type', regex: `^(${types.join('|')})$` };
  if (streamPrefix) return { on: 'stream', prefix: streamPrefix };
  return { on: 'type', regex: '^[^$]' };
}

function base(direction: Direction) {
  const { streams, nothing } = protocol();
  const options = new streams.ReadReq.Options();
  const uuids = new streams.ReadReq.Options.UUIDOption();
  uuids.setString(new nothing.Empty());
  options.setUuidOption(uuids);
  options.setResolveLinks(false);
  options.setReadDirection(direction === 'forwards' ? 0 : 1);
  return options;
}

function logOptions(from: LogPosition | 'start' | 'end') {
  const { streams, nothing } = protocol();
  const all = new streams.ReadReq.Options.AllOptions();
  if (from === 'start') all.setStart(new nothing.Empty());
  else if (from === 'end') all.setEnd(new nothing.Empty());
  else {
    const position = new streams.ReadReq.Options.Position();
    position.setCommitPosition(from.commit);
    position.setPreparePosition(from.prepare);
    all.setPosition(position);
  }
  return all;
}

function filterOptions({ on, prefix, regex }: Filter) {
  const { streams, nothing } = protocol();
  const expression = new streams.ReadReq.Options.FilterOptions.Expression();
  if (prefix !== undefined) expression.setPrefixList([prefix]);
  if (regex !== undefined) expression.setRegex(regex);
  const filter = new streams.ReadReq.Options.FilterOptions();
  if (on === 'stream') filter.setStreamIdentifier(expression);
  else filter.setEventType(expression);
  filter.setCount(new nothing.Empty());
  // Every 32 windows of 32 events that were looked at: a checkpoint costs its reader a transaction.
  filter.setCheckpointintervalmultiplier(32);
  return filter;
}

export function identifier(name: string) {
  const { shared } = protocol();
  const stream = new shared.StreamIdentifier();
  stream.setStreamName(Buffer.from(name));
  return stream;
}

function request(options: InstanceType<ReturnType<typeof protocol>['streams']['ReadReq']['Options']>): ReadReq {
  const made = new (protocol().streams.ReadReq)();
  made.setOptions(options);
  return made;
}
