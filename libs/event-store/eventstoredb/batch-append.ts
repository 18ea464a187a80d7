import { AppendRejected, StoreUnavailable, WrongExpectedRevision, type ExpectedRevision, type NewEvent, type Position } from '../port.js';
import type { Connection, Lease } from './connection.js';
import { isPlainJson } from './envelope.js';
import { asStoreError } from './faults.js';
import { formatPosition } from './positions.js';
import { protocol, type AppendCall, type BatchAppendReq, type BatchAppendResp } from './protocol.js';
import { identifier } from './requests.js';

export interface Proposal {
  readonly streamName: string;
  readonly streamId: string;
  /** Exact: the server keeps a retry harmless only then. */
  readonly expected: number | 'none';
  readonly events: readonly NewEvent[];
  /** Custom metadata, one per event. */
  readonly metadata: readonly Uint8Array[];
}

export interface Written {
  readonly revision: number;
  readonly position: Position;
}

interface Pending {
  readonly proposal: Proposal;
  readonly due: number;
  resolve(written: Written): void;
  reject(error: Error): void;
}

/**
 * Many appends over one call, answered as the server gets to them: sent in order, they are written in order. Each has a deadline of its own;
 * what is not answered by then has an unknown outcome. One call that breaks fails its own appends and no others.
 */
export class BatchAppend {
  private call: Promise<OpenCall> | undefined;

  constructor(
    private readonly connection: Connection,
    /** Milliseconds. */
    private readonly deadline: number,
  ) {}

  /**
   * @throws {WrongExpectedRevision} when the stream is elsewhere
   * @throws {AppendRejected} when the server will never take it
   * @throws {StoreUnavailable} when it may pass by itself
   */
  async send(proposal: Proposal): Promise<Written> {
    let open: OpenCall;
    try {
      open = await (this.call ??= this.open());
    } catch (error) {
      this.call = undefined;
      throw asStoreError(error, 'not-written');
    }
    return open.send(proposal);
  }

  async close(): Promise<void> {
    const open = await this.call?.catch(() => undefined);
    open?.end();
  }

  private async open(): Promise<OpenCall> {
    const lease = await this.connection.lease();
    const open: OpenCall = new OpenCall(lease, this.connection, this.deadline, () => {
      this.call = undefined;
    });
    return open;
  }
}

class OpenCall {
  private readonly call: AppendCall;
  private readonly pending = new Map<string, Pending>();
  private readonly watch: NodeJS.Timeout;
  private sent = 0;
  private over = false;

  constructor(
    private readonly lease: Lease,
    private readonly connection: Connection,
    private readonly deadline: number,
    private readonly onOver: () => void,
  ) {
    this.call = lease.batchAppend();
    this.call.on('data', (response: BatchAppendResp) => this.answered(response));
    this.call.on('error', (error: Error) => this.broken(error));
    this.call.on('end', () => this.broken(new Error('EventStoreDB ended the call')));
    this.watch = setInterval(() => this.look(), Math.min(500, this.deadline));
    this.watch.unref();
  }

  send(proposal: Proposal): Promise<Written> {
    if (this.over) return Promise.reject(new StoreUnavailable('EventStoreDB ended the call', 'not-written'));
    const correlation = String(++this.sent);
    const request = this.request(proposal, correlation);
    return new Promise((resolve, reject) => {
      this.pending.set(correlation, { proposal, due: performance.now() + this.deadline, resolve, reject });
      this.call.write(request);
    });
  }

  end(): void {
    this.finish(() => new StoreUnavailable('the event store is being closed', 'unknown'));
    this.call.cancel();
  }

  private request({ streamName, expected, events, metadata }: Proposal, correlation: string): BatchAppendReq {
    const { streams, shared, time, nothing } = protocol();
    const options = new streams.BatchAppendReq.Options();
    options.setStreamIdentifier(identifier(streamName));
    if (expected === 'none') options.setNoStream(new nothing.Empty());
    else options.setStreamPosition(String(expected));
    const due = Date.now() + this.deadline;
    const timestamp = new time.Timestamp();
    timestamp.setSeconds(Math.floor(due / 1_000));
    timestamp.setNanos((due % 1_000) * 1_000_000);
    options.setDeadline(timestamp);
    const request = new streams.BatchAppendReq();
    request.setOptions(options);
    request.setCorrelationId(uuid(correlation));
    request.setProposedMessagesList(
      events.map((event, index) => {
        const message = new streams.BatchAppendReq.ProposedMessage();
        const id = new shared.UUID();
        id.setString(event.eventId);
        message.setId(id);
        message.getMetadataMap().set('type', event.type);
        message.getMetadataMap().set('content-type', isPlainJson(event.data) ? 'application/json' : 'application/octet-stream');
        message.setData(Buffer.from(event.data));
        message.setCustomMetadata(metadata[index]!);
        return message;
      }),
    );
    request.setIsFinal(true);
    return request;
  }

  private answered(response: BatchAppendResp): void {
    const correlation = numberOf(response);
    const pending = this.pending.get(correlation);
    // An answer given twice, or after its deadline: nobody waits for it.
    if (!pending) return;
    this.pending.delete(correlation);
    const position = response.getSuccess()?.getPosition();
    if (response.hasSuccess() && position) {
      pending.resolve({
        revision: Number(response.getSuccess()!.getCurrentRevision()),
        position: formatPosition({ commit: position.getCommitPosition(), prepare: position.getPreparePosition() }),
      });
    } else pending.reject(refusalOf(response, pending.proposal));
  }

  /** A server that is silent well beyond the deadline, which it knows, is left: its channel may be dead. */
  private look(): void {
    const [oldest] = this.pending.values();
    if (!oldest || performance.now() < oldest.due + Math.min(1_000, this.deadline)) return;
    this.finish(() => new StoreUnavailable(`EventStoreDB did not answer within ${this.deadline} ms`, 'unknown'));
    this.call.cancel();
    this.connection.reset();
  }

  private broken(error: Error): void {
    if (this.over) return;
    // Told first: whoever tries again at once must not find the same channel.
    void this.lease
      .failed(error)
      .catch(() => undefined)
      .finally(() => this.finish(() => asStoreError(error, 'unknown')));
    this.onOver();
  }

  private finish(error: () => Error): void {
    if (this.over) return;
    this.over = true;
    clearInterval(this.watch);
    this.onOver();
    for (const { reject } of this.pending.values()) reject(error());
    this.pending.clear();
  }
}

function refusalOf(response: BatchAppendResp, { streamId, expected }: Proposal): Error {
  const { shared } = protocol();
  const status = response.getError();
  const details = status?.getDetails();
  const type = details?.getTypeName().replace('event_store.client.', '') ?? '';
  const message = status?.getMessage() ?? '';
  switch (type) {
    case 'WrongExpectedVersion': {
      const found = shared.WrongExpectedVersion.deserializeBinary(details!.getValue_asU8());
      const actual = found.hasCurrentStreamRevision() ? Number(found.getCurrentStreamRevision()) : ('none' as const);
      return new WrongExpectedRevision(streamId, expected satisfies ExpectedRevision, actual);
    }
    case 'MaximumAppendSizeExceeded':
      return new AppendRejected(`the append to ${streamId} holds more than EventStoreDB takes`);
    case 'StreamDeleted':
      return new AppendRejected(`stream ${streamId} was deleted for ever in EventStoreDB`);
    case 'BadRequest':
      return new AppendRejected(`EventStoreDB refuses the append to ${streamId}: ${message}`);
    case 'AccessDenied':
      return new Error('EventStoreDB refuses access: check the user and the password of EVENT_STORE_URL');
    case 'Timeout':
      return new StoreUnavailable('EventStoreDB gave the append up', 'unknown');
    default:
      // "Server Is Not Ready", "Server Is Busy", "No leader info available in response": said before anything is written.
      return new StoreUnavailable(
        `EventStoreDB cannot append now: ${message || type || 'no reason given'}`,
        /not ready|busy|no leader/i.test(message) ? 'not-written' : 'unknown',
      );
  }
}

/** A correlation that counts: the low half of a UUID. */
function uuid(low: string) {
  const { shared } = protocol();
  const structured = new shared.UUID.Structured();
  structured.setMostSignificantBits('0');
  structured.setLeastSignificantBits(low);
  const made = new shared.UUID();
  made.setStructured(structured);
  return made;
}

function numberOf(response: BatchAppendResp): string {
  const id = response.getCorrelationId();
  if (id?.hasStructured()) return id.getStructured()!.getLeastSignificantBits();
  return BigInt(`0x${(id?.getString() ?? '').replaceAll('-', '').slice(16) || '0'}`).toString();
}
