import { setImmediate } from 'node:timers/promises';
import type { Armed } from './faults.js';
import { cancelled, endedWithoutStatus } from './errors.js';
import { delay, isAlive, type Node } from './node.js';
import { troubleOf, type Trouble } from './under-fault.js';
import type { ReadCall, Streams } from './wire.js';

/** Faults that a reader meets with its events. */
const NOTHING_BEFORE = /^(slow|cut-after|stall-after|reset-after|cancel-after):/;

/** Sends what is read at the pace of the client, and breaks off where a fault says so. */
export class Sender {
  private sent = 0;
  private over = false;
  private written = 0;
  private flushed = 0;
  private waited = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly node: Node,
    private readonly call: ReadCall,
    private readonly armed: Armed | undefined,
  ) {
    for (const end of ['cancelled', 'close', 'error'] as const)
      call.on(end, () => {
        this.over = true;
        this.wake();
      });
  }

  get isOver(): boolean {
    return this.over || !isAlive(this.node, this.call);
  }

  /** What the fault does before the first event: a trouble is what to answer instead. */
  async beforeAll(): Promise<Trouble | undefined> {
    const { armed } = this;
    if (!armed) return undefined;
    const trouble = troubleOf(armed.fault);
    if (trouble || NOTHING_BEFORE.test(armed.fault)) {
      if (trouble) armed.tell();
      return trouble;
    }
    if (armed.fault === 'refuse') this.node.stop();
    else if (armed.fault.startsWith('cut')) this.node.gate.cut(this.call.getPeer());
    else {
      // Hangs, or loses it: to a reader it is the same, but for what comes when it is let go.
      armed.tell();
      await this.interrupted(armed.fault === 'hang' ? armed.released : new Promise<void>(() => undefined));
    }
    armed.tell();
    return undefined;
  }

  async event(response: Streams.ReadResp): Promise<void> {
    const slow = this.armed?.amount('slow');
    if (slow !== undefined) {
      this.armed!.tell();
      this.waited = true;
      await delay(slow);
    }
    await this.breakOff();
    await this.send(response);
    this.sent += 1;
  }

  async send(response: Streams.ReadResp): Promise<void> {
    if (this.isOver) return;
    const hasRoom = this.call.write(response, () => (this.flushed += 1));
    this.written += 1;
    if (hasRoom) return;
    this.waited = true;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      this.call.once('drain', resolve);
    });
  }

  /** Does what the fault has in store once this many events were sent. A fault that waits for more events than there are is never met. */
  async breakOff(): Promise<void> {
    const { armed } = this;
    if (!armed || this.isOver) return;
    if (armed.amount('cut-after') === this.sent) {
      // What was sent before should arrive before.
      await this.delivered();
      this.node.gate.cut(this.call.getPeer());
      this.over = true;
      armed.tell();
    } else if (armed.amount('cancel-after') === this.sent || armed.amount('reset-after') === this.sent) {
      this.over = true;
      this.call.emit('error', armed.fault.startsWith('reset') ? endedWithoutStatus() : cancelled());
      armed.tell();
    } else if (armed.amount('stall-after') === this.sent) {
      armed.tell();
      await this.interrupted(armed.released);
    }
  }

  /** Resolves when something was written to the log, or when the call is over. */
  async somethingNew(isThere: () => boolean): Promise<void> {
    while (!this.isOver && !isThere())
      await new Promise<void>((resolve) => {
        const stop = this.node.log.watch(() => {
          stop();
          resolve();
        });
        this.wake = () => {
          stop();
          resolve();
        };
      });
  }

  /** Whether the client, or a fault, has kept it waiting since it was last asked. */
  tookABreak(): boolean {
    const { waited } = this;
    this.waited = false;
    return waited;
  }

  end(): void {
    if (!this.isOver) this.call.end();
  }

  /** Waits, but not beyond the end of the call. */
  private interrupted(wait: Promise<void>): Promise<void> {
    this.waited = true;
    return Promise.race([wait, new Promise<void>((resolve) => (this.wake = resolve))]);
  }

  private async delivered(): Promise<void> {
    while (this.flushed < this.written && !this.isOver) await setImmediate();
    // From the socket inside to the one outside.
    await setImmediate();
    await setImmediate();
    await this.node.gate.flushed(this.call.getPeer());
  }
}
