import { createHash } from 'node:crypto';
import { transferProblemsFr } from './transfer.fr.js';
import { RestoreRefused, type EventStore, type Position, type ReceivingStore, type StoredEvent } from './port.js';

type Problems = typeof transferProblemsFr;

/** A transfer that cannot go on, or that did not give back what was there. The message is in French, for whoever moves the store. */
export class TransferRefused extends Error {
  constructor(
    readonly code: keyof Problems,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'TransferRefused';
  }
}

export interface TransferProgress {
  readonly phase: 'comparing' | 'copying' | 'verifying';
  /** Events gone through in this phase. */
  readonly events: number;
  /** Roughly what part of the source lies behind, from 0 to 1. */
  readonly share: number;
}

export interface Transferred {
  /** Events in both stores. */
  readonly events: number;
  /** How many of them this run copied; the rest were there from an earlier one. */
  readonly copied: number;
  /** SHA-256 over every event of both, in order: ids, streams, revisions, record times, payloads and envelopes to the byte. */
  readonly sha256: string;
}

const PROGRESS_EVERY = 500;

/**
 * Copies every event of a store to another, of any kind, in order, with revisions and record times; then reads both and compares. An
 * interrupted transfer goes on where it stopped. What is written to the source meanwhile is not copied: stop its writers first.
 * @throws {TransferRefused} when the target holds something else, cannot receive, or differs in the end
 */
export async function transfer(
  from: EventStore,
  to: EventStore,
  onProgress: (progress: TransferProgress) => void = () => undefined,
): Promise<Transferred> {
  if (!canReceive(to)) throw refused('NOT_RECEIVING', undefined);
  const head = await from.head();
  if (head === null) {
    if ((await to.head()) !== null) throw refused('TARGET_DIFFERS', { event: 1 });
    return { events: 0, copied: 0, sha256: createHash('sha256').digest('hex') };
  }
  const told = (phase: TransferProgress['phase']) => (events: number, position: Position) => {
    if (events % PROGRESS_EVERY === 0) onProgress({ phase, events, share: from.share(position, head) });
  };
  const there = await compared(from, to, head, told('comparing'), (event) => event === undefined);
  let copied = 0;
  const rest = async function* () {
    for await (const event of from.readAll({ after: there.position, until: head })) {
      yield event;
      told('copying')(++copied, event.position);
    }
  };
  await to.receive(rest()).catch((error: unknown) => {
    throw error instanceof RestoreRefused ? refused('TARGET_REFUSES', { reason: error.message }, error) : error;
  });
  // The whole of both, from the first event: what an earlier run left is verified again.
  const { events, sha256 } = await compared(from, to, head, told('verifying'), () => false);
  return { events, copied, sha256 };
}

const canReceive = (store: EventStore): store is ReceivingStore => 'receive' in store;

/**
 * Reads both side by side. `ends` says whether the target may stop there: it is given what the target has where the source has an event.
 * @returns how many are the same, their digest, and the source's position of the last
 */
async function compared(
  from: EventStore,
  to: EventStore,
  head: Position,
  onEvent: (events: number, position: Position) => void,
  ends: (event: StoredEvent | undefined) => boolean,
): Promise<{ events: number; sha256: string; position: Position | null }> {
  const hash = createHash('sha256');
  let events = 0;
  let position: Position | null = null;
  const target = to.readAll()[Symbol.asyncIterator]();
  try {
    for await (const event of from.readAll({ until: head })) {
      const { value, done } = await target.next();
      const other = done ? undefined : (value as StoredEvent);
      if (ends(other)) return { events, sha256: hash.digest('hex'), position };
      const line = lineOf(event);
      if (!other || lineOf(other) !== line) throw refused('TARGET_DIFFERS', { event: events + 1 });
      hash.update(line).update('\n');
      events += 1;
      position = event.position;
      onEvent(events, position);
    }
    if (!(await target.next()).done) throw refused('TARGET_HOLDS_MORE', { events });
    return { events, sha256: hash.digest('hex'), position };
  } finally {
    await target.return?.();
  }
}

const lineOf = ({ streamId, revision, recordedAt, eventId, type, schemaVersion, data, meta }: StoredEvent): string =>
  JSON.stringify([streamId, revision, recordedAt, eventId, type, schemaVersion, data, meta]);

function refused<Code extends keyof Problems>(code: Code, facts: Parameters<Problems[Code]>[0], cause?: unknown): TransferRefused {
  return new TransferRefused(code, (transferProblemsFr[code] as (facts: unknown) => string)(facts), { cause });
}
