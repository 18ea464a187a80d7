import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { isInsider, Problem, type Caller } from '@app/http';
import { API_CONFIG, type ApiConfig } from '../../config.js';

/** Lets a bounded number of answers last at once, and ends them all when the program does. */
class Gate implements OnModuleDestroy {
  private readonly running = new Set<AbortController>();

  constructor(private readonly most: number) {}

  get count(): number {
    return this.running.size;
  }

  /** @throws {Problem} 503 with Retry-After when as many as may run do */
  enter(): AbortController {
    if (this.running.size >= this.most) throw new Problem(503, 'TOO_MANY_STREAMS', {}, [], { 'retry-after': '5' });
    const entered = new AbortController();
    this.running.add(entered);
    entered.signal.addEventListener('abort', () => this.running.delete(entered), { once: true });
    return entered;
  }

  onModuleDestroy(): void {
    for (const entered of this.running) entered.abort();
  }
}

const MOST_REPLAYS = 64;
const MOST_FOLLOWERS = 128;

/** Replays. */
@Injectable()
export class ReplayGate extends Gate {
  constructor(@Inject(API_CONFIG) { maxReplays = MOST_REPLAYS }: Pick<ApiConfig, 'maxReplays'>) {
    super(maxReplays);
  }
}

/** Those who wait for what is new. As many of the public as may, open pages among them, leave those who have a token their own places. */
@Injectable()
export class FollowerGate implements OnModuleDestroy {
  private readonly public: Gate;
  private readonly insiders: Gate;

  constructor(@Inject(API_CONFIG) { maxFollowers = MOST_FOLLOWERS }: Pick<ApiConfig, 'maxFollowers'>) {
    this.public = new Gate(maxFollowers);
    this.insiders = new Gate(maxFollowers);
  }

  get count(): number {
    return this.public.count + this.insiders.count;
  }

  /** @throws {Problem} 503 with Retry-After when as many of its kind as may wait do */
  enter(caller: Caller): AbortController {
    return (isInsider(caller) ? this.insiders : this.public).enter();
  }

  onModuleDestroy(): void {
    for (const gate of [this.public, this.insiders]) gate.onModuleDestroy();
  }
}
