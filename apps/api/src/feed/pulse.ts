import { Injectable } from '@nestjs/common';
import type { ReadModels, RequestReadModels } from '@app/projecting';
import { FeedQueries } from '@app/timeline';

/** Milliseconds between two looks while somebody waits. */
const EVERY = 200;

interface Waiting {
  readonly seen: string;
  readonly done: () => void;
}

/** Wakes those who wait for events of the feed: one look at a server for all of them, and none when nobody waits. */
@Injectable()
export class Pulse {
  private readonly watches = new WeakMap<ReadModels, Watch>();

  /** Resolves when the request's server may hold more than was `seen`, after the time, or as soon as the signal aborts. */
  changed({ server }: RequestReadModels, seen: string, milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    const watch = this.watches.get(server) ?? new Watch(new FeedQueries(server));
    this.watches.set(server, watch);
    const { waiting } = watch;
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        waiting.delete(entry);
        resolve();
      };
      const entry = { seen, done };
      const timer = setTimeout(done, milliseconds);
      signal.addEventListener('abort', done, { once: true });
      waiting.add(entry);
      void watch.look();
    });
  }
}

class Watch {
  readonly waiting = new Set<Waiting>();
  private looking = false;

  constructor(private readonly feed: FeedQueries) {}

  /** Looks again and again, as long as somebody waits. */
  async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    while (this.waiting.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, EVERY));
      // Who waits asks for itself, and is told what is wrong.
      const seen = await this.feed.seen().catch(() => undefined);
      for (const one of [...this.waiting]) if (one.seen !== seen) one.done();
    }
    this.looking = false;
  }
}
