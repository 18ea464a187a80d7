import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Problem } from '@app/http';
import { API_CONFIG, type ApiConfig } from '../../config.js';

const MOST_AT_ONCE = 64;

/** Lets a bounded number of replays run at once, and ends them all when the program does. */
@Injectable()
export class ReplayGate implements OnModuleDestroy {
  private readonly running = new Set<AbortController>();

  constructor(@Inject(API_CONFIG) private readonly config: Pick<ApiConfig, 'maxReplays'>) {}

  get count(): number {
    return this.running.size;
  }

  /** @throws {Problem} 503 with Retry-After when as many as may run do */
  enter(): AbortController {
    if (this.running.size >= (this.config.maxReplays ?? MOST_AT_ONCE))
      throw new Problem(503, 'TOO_MANY_STREAMS', {}, [], { 'retry-after': '5' });
    const replay = new AbortController();
    this.running.add(replay);
    replay.signal.addEventListener('abort', () => this.running.delete(replay), { once: true });
    return replay;
  }

  onModuleDestroy(): void {
    for (const replay of this.running) replay.abort();
  }
}
