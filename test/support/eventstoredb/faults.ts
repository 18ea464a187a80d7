export type Operation = 'append' | 'read' | 'subscribe' | 'delete' | 'features' | 'gossip';

/**
 * What can go wrong with one call. `cut…` breaks the TCP connection, `lose…` and `hang…` leave it open.
 *
 * - `hang`: nothing is done until `release()`, nor what the same connection sent after it
 * - `late-write`: as `hang`, but done on `release()` even if its caller has left by then
 * - `hang-after-write`: done, and not answered until `release()`
 * - `lose-request`: never done, never answered; what follows goes on
 * - `lose-answer`: done, never answered; what follows goes on
 * - `cut-before`: cut, nothing done
 * - `cut-after-write`: done, cut without an answer
 * - `cut-mid`: done, cut within the bytes of the answer
 * - `refuse`: the node stops before anything is done; `start()` brings it back
 * - `not-ready`, `too-busy`, `not-leader`, `no-leader`, `deny`: what the server answers instead
 * - `timeout`, `timeout-after-write`: the server's own time-out, with nothing done or with all of it done
 * - `unknown`: the server fails in a way that it does not explain
 * - `duplicate-answer`: done once, answered twice (a stream of appends only)
 * - `slow:ms`: done after that long; of a read or a subscription, each event is
 * - `cut-after:n`, `stall-after:n`, `reset-after:n`, `cancel-after:n`: of a read or a subscription, after n events: the connection breaks;
 *   nothing more comes until `release()`; the server ends the call without a status, as one does that shuts down, or with CANCELLED
 */
export type Fault =
  | 'hang'
  | 'late-write'
  | 'hang-after-write'
  | 'lose-request'
  | 'lose-answer'
  | 'cut-before'
  | 'cut-after-write'
  | 'cut-mid'
  | 'refuse'
  | 'not-ready'
  | 'too-busy'
  | 'not-leader'
  | 'no-leader'
  | 'deny'
  | 'timeout'
  | 'timeout-after-write'
  | 'unknown'
  | 'duplicate-answer'
  | `slow:${number}`
  | `cut-after:${number}`
  | `stall-after:${number}`
  | `reset-after:${number}`
  | `cancel-after:${number}`;

export interface FaultOptions {
  /** How many calls it meets; once unless said. */
  readonly times?: number;
  /** How many calls go by before. */
  readonly after?: number;
  /** Only calls on this stream (`$all` for the whole log). */
  readonly stream?: string;
}

/** A fault that waits for its call. */
export class Armed {
  private left: number;
  private toPass: number;
  private told: () => void;
  private letGo: () => void;
  private count = 0;
  /** Resolves when a call has met the fault. */
  readonly hit = new Promise<void>((resolve) => (this.told = resolve));
  /** Resolves when `release` was called. */
  readonly released = new Promise<void>((resolve) => (this.letGo = resolve));

  constructor(
    readonly operation: Operation,
    readonly fault: Fault,
    private readonly options: FaultOptions,
  ) {
    this.left = options.times ?? 1;
    this.toPass = options.after ?? 0;
  }

  /** How many calls have met it. */
  get hits(): number {
    return this.count;
  }

  /** Lets go what hangs or stalls, and meets no further call. */
  release(): void {
    this.left = 0;
    this.letGo();
  }

  /** True when this call is the one. */
  meets(operation: Operation, stream: string): boolean {
    if (this.left === 0 || operation !== this.operation) return false;
    if (this.options.stream !== undefined && this.options.stream !== stream) return false;
    if (this.toPass > 0) {
      this.toPass -= 1;
      return false;
    }
    this.left -= 1;
    this.count += 1;
    return true;
  }

  /** Told once the fault has done its work, so that a test that waits for it finds it done. */
  tell(): void {
    this.told();
  }

  /** The n of `cut-after:n`, the milliseconds of `slow:ms`. */
  amount(name: 'slow' | 'cut-after' | 'stall-after' | 'reset-after' | 'cancel-after'): number | undefined {
    const [kind, amount] = this.fault.split(':');
    return kind === name ? Number(amount) : undefined;
  }
}

const OF_WRITES = /write|answer|cut-mid|unknown/;
const OF_READS = /-after:/;

/** The switchboard: which call meets which fault. Each call meets one at most, the one that was armed first. */
export class Faults {
  private armed: Armed[] = [];

  /** @throws {RangeError} when no such call can meet such a fault */
  next(operation: Operation, fault: Fault, options: FaultOptions = {}): Armed {
    const wrong = operation === 'read' || operation === 'subscribe' ? OF_WRITES : OF_READS;
    if (wrong.test(fault)) throw new RangeError(`${operation} cannot meet ${fault}`);
    const armed = new Armed(operation, fault, options);
    this.armed.push(armed);
    return armed;
  }

  /** Every call from now on, until `release` or `clear`. */
  every(operation: Operation, fault: Fault, options: FaultOptions = {}): Armed {
    return this.next(operation, fault, { ...options, times: Infinity });
  }

  take(operation: Operation, stream = ''): Armed | undefined {
    return this.armed.find((armed) => armed.meets(operation, stream));
  }

  /** Disarms everything and lets go what hangs. */
  clear(): void {
    for (const armed of this.armed) armed.release();
    this.armed = [];
  }
}
