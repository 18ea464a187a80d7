import { failureOf, accessOf, refusalOf, type Node } from './node.js';
import { expectedOf, proposalOf, type Proposal } from './proposals.js';
import { batchError, batchSuccess, type BatchProblem } from './batch-answers.js';
import { underFault, type Trouble } from './under-fault.js';
import { streamNameOf, uuidText, type BatchCall, type Failure, type Shared, type Streams } from './wire.js';
import type { Outcome } from './writer.js';

interface Pending {
  readonly stream: string;
  readonly expected: bigint;
  readonly proposals: Proposal[];
  readonly timer: NodeJS.Timeout;
  bytes: number;
}

/** One call of BatchAppend: appends in parts, taken one after another in the order in which their last parts came. */
export class BatchAppend {
  private readonly pending = new Map<string, Pending>();
  private tail = Promise.resolve();

  constructor(
    private readonly node: Node,
    private readonly call: BatchCall,
  ) {
    const access = accessOf(node, call);
    if (typeof access === 'object') {
      this.fail(access);
      return;
    }
    const end = (failure: Failure) => this.fail(failure);
    node.running.add(end);
    call.on('close', () => node.running.delete(end));
    call.on('data', (request: Streams.BatchAppendReq) => this.received(request, access === 'denied'));
    call.on('end', () => void this.tail.then(() => call.end()));
    call.on('error', () => this.forget());
    call.on('cancelled', () => this.forget());
  }

  private received(request: Streams.BatchAppendReq, isStranger: boolean): void {
    const id = request.getCorrelationId();
    try {
      const key = uuidText(id);
      const options = request.getOptions();
      if (options) {
        const stream = streamNameOf(options.getStreamIdentifier());
        if (isStranger) return this.answer(batchError(id, stream, { problem: 'AccessDenied' }));
        if (!stream) return this.answer(batchError(id, stream, badRequest('Required field StreamIdentifier not set.')));
        const patience = Math.min(millisecondsLeft(options), this.node.writeTimeout);
        if (patience <= 0) return this.answer(batchError(id, stream, { problem: 'Timeout' }));
        if (!this.pending.has(key)) this.pending.set(key, this.begin(id, key, stream, expectedOf(options), patience));
      }
      const pending = this.pending.get(key);
      if (!pending) return;
      for (const message of request.getProposedMessagesList()) {
        const proposal = proposalOf(message);
        pending.proposals.push(proposal);
        // The real server means to count more, and counts the data.
        pending.bytes += proposal.data.length;
      }
      if (pending.bytes > this.node.maxAppendBytes) {
        this.drop(key);
        return this.answer(
          batchError(id, pending.stream, { problem: 'MaximumAppendSizeExceeded', maxAppendBytes: this.node.maxAppendBytes }),
        );
      }
      if (!request.getIsFinal()) return;
      this.drop(key);
      this.tail = this.tail.then(() => this.perform(id, pending));
    } catch (error) {
      // As in the real server the append stays pending: its time-out is answered as well, a while later.
      const stream = streamNameOf(request.getOptions()?.getStreamIdentifier());
      this.answer(batchError(id, stream, badRequest((error as Error).message)));
    }
  }

  private async perform(id: Shared.UUID | undefined, { stream, expected, proposals }: Pending): Promise<void> {
    const { node, call } = this;
    const refusal = refusalOf(node, call);
    const done = refusal
      ? ({ kind: 'trouble', trouble: refusal } as const)
      : await underFault(node, call, 'append', stream, () => node.writer.append(stream, expected, proposals));
    if (done.kind === 'silence') return;
    if (done.kind === 'answer') {
      for (let times = done.twice ? 2 : 1; times > 0; times--) this.answer(answerOf(id, stream, expected, done.value));
    } else if (done.trouble === 'not-leader') this.fail(failureOf(node, 'not-leader'));
    else this.answer(batchError(id, stream, problemOf(done.trouble)));
  }

  private begin(id: Shared.UUID | undefined, key: string, stream: string, expected: bigint, patience: number): Pending {
    const timer = setTimeout(() => {
      this.pending.delete(key);
      this.answer(batchError(id, stream, { problem: 'Timeout' }));
    }, patience);
    timer.unref();
    return { stream, expected, proposals: [], bytes: 0, timer };
  }

  private answer(response: Streams.BatchAppendResp): void {
    if (!this.call.cancelled && !this.call.destroyed) this.call.write(response);
  }

  private fail(failure: Failure): void {
    this.forget();
    this.call.emit('error', failure);
  }

  private drop(key: string): void {
    clearTimeout(this.pending.get(key)?.timer);
    this.pending.delete(key);
  }

  private forget(): void {
    for (const key of [...this.pending.keys()]) this.drop(key);
  }
}

function answerOf(id: Shared.UUID | undefined, stream: string, expected: bigint, outcome: Outcome): Streams.BatchAppendResp {
  switch (outcome.result) {
    case 'wrong-expected-version':
      return batchError(id, stream, { problem: 'WrongExpectedVersion', expected, actual: outcome.actual });
    case 'stream-deleted':
      return batchError(id, stream, { problem: 'StreamDeleted', stream });
    default:
      return batchSuccess(id, stream, outcome.revision, outcome.position);
  }
}

/** What keeps the server from appending travels without a type that the client knows. */
function problemOf(trouble: Exclude<Trouble, 'not-leader'>): BatchProblem {
  switch (trouble) {
    case 'not-ready':
      return { problem: 'Empty', message: 'Server Is Not Ready' };
    case 'too-busy':
      return { problem: 'Empty', message: 'Server Is Busy' };
    case 'no-leader':
      return { problem: 'Empty', message: 'No leader info available in response' };
    case 'deny':
      return { problem: 'AccessDenied' };
    case 'timeout':
      return { problem: 'Timeout' };
    case 'unknown':
      return { problem: 'Unknown' };
  }
}

const badRequest = (message: string): BatchProblem => ({ problem: 'BadRequest', message });

/** A length of time, or the moment at which it is over by the clock of both. */
function millisecondsLeft(options: Streams.BatchAppendReq.Options): number {
  const moment = options.getDeadline();
  return moment ? moment.getSeconds() * 1_000 + moment.getNanos() / 1_000_000 - Date.now() : Infinity;
}
