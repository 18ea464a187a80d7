import { invalidArgument } from './errors.js';
import type { LoggedEvent } from './log.js';
import { streamNameOf, type ReadCall, type Streams } from './wire.js';

export type Start = 'start' | 'end' | { readonly commit: bigint; readonly prepare: bigint };
export type Matches = (event: LoggedEvent) => boolean;

export interface Filter {
  readonly matches: Matches;
  /** How many events are looked at in one go. */
  readonly window: number;
  /** A checkpoint after every so many events looked at; 0 in a read. */
  readonly checkpointEvery: number;
}

export interface ReadRequest {
  /** `$all` for the whole log. */
  readonly stream: string;
  readonly from: Start;
  readonly backwards: boolean;
  /** undefined for a subscription. */
  readonly count: number | undefined;
  readonly filter: Filter | undefined;
  readonly resolveLinks: boolean;
  readonly structuredIds: boolean;
}

const ALL = '$all';
const PAGE = 32;

/** @throws {Failure} what the real server answers to a request that makes no sense */
export function readRequestOf(call: ReadCall): ReadRequest {
  const options = call.request.getOptions();
  const ids = options?.getUuidOption();
  if (!options || !ids) throw invalidArgument(' `uuidOption` is a required argument of type UUIDOption');
  const isSubscription = options.hasSubscription();
  const backwards = options.getReadDirection() === 1;
  const onStream = options.getStream();
  const onAll = options.getAll();
  if (!onStream && !onAll) throw invalidArgument("'None' is not a valid StreamOptionOneofCase");
  if ((isSubscription && backwards) || (onStream && options.hasFilter())) throw invalidArgument('The combination of options is invalid.');
  return {
    stream: onStream ? (streamNameOf(onStream.getStreamIdentifier()) ?? '') : ALL,
    from: onStream ? startInStream(onStream) : startInAll(onAll!),
    backwards,
    count: isSubscription ? undefined : Number(options.getCount()),
    filter: options.hasFilter() ? filterOf(options.getFilter()!, isSubscription) : undefined,
    resolveLinks: options.getResolveLinks(),
    structuredIds: !ids.hasString(),
  };
}

function startInStream(options: Streams.ReadReq.Options.StreamOptions): Start {
  if (options.hasStart()) return 'start';
  if (options.hasEnd()) return 'end';
  const revision = BigInt(options.getRevision());
  return { commit: revision, prepare: revision };
}

function startInAll(options: Streams.ReadReq.Options.AllOptions): Start {
  const position = options.getPosition();
  if (!position) return options.hasStart() ? 'start' : 'end';
  const [commit, prepare] = [BigInt(position.getCommitPosition()), BigInt(position.getPreparePosition())];
  // The largest number of 64 bits stands for the end of the log.
  return commit === 2n ** 64n - 1n ? 'end' : { commit, prepare };
}

function filterOf(options: Streams.ReadReq.Options.FilterOptions, isSubscription: boolean): Filter {
  const window = options.hasMax() ? options.getMax() : PAGE;
  const multiplier = options.getCheckpointintervalmultiplier();
  if (isSubscription && multiplier === 0) throw invalidArgument("checkpointIntervalMultiplier ('0') must be a non-zero value.");
  const onStream = options.getStreamIdentifier();
  const expression = onStream ?? options.getEventType();
  if (!expression) throw invalidArgument('The filter has no expression.');
  const subject = (event: LoggedEvent) => (onStream ? event.stream : event.type);
  return { matches: matcher(expression, subject), window, checkpointEvery: multiplier * window };
}

/** A regular expression is read by JavaScript here, by .NET there: the common ones mean the same. */
function matcher(expression: Streams.ReadReq.Options.FilterOptions.Expression, subject: (event: LoggedEvent) => string): Matches {
  if (expression.getRegex()) {
    const pattern = new RegExp(expression.getRegex(), 'u');
    return (event) => pattern.test(subject(event));
  }
  const prefixes = expression.getPrefixList();
  return (event) => prefixes.some((prefix) => subject(event).startsWith(prefix));
}
