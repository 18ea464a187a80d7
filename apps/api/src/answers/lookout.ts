import { inTime, publicStateOf, type PublicState, type ReadModels } from '@app/projecting';

/** Of so many who come within so many milliseconds, the next need not look themselves. */
const MANY = 4;
const WITHIN = 5;
/** Milliseconds after which a look that is shared is followed by another, and after which it is not shared any more. */
const FRESH_FOR = 20;
const SHARED_FOR = 50;
/** Milliseconds after which a look is given up: whoever asked goes on without. */
const PATIENCE = 1_000;

/**
 * Looks at what the public may read on a server. Who comes alone is told what is so then. Those who come thick and fast share what was seen a few
 * milliseconds before (50 at most), while the next look is under way.
 */
export class Lookout {
  private known: { readonly at: number; readonly state: PublicState } | undefined;
  private looking: Promise<PublicState | undefined> | undefined;
  private next: Promise<PublicState | undefined> | undefined;
  private readonly arrivals = new Float64Array(MANY).fill(-Infinity);
  private arrived = 0;
  private isSilent = false;

  constructor(private readonly server: Pick<ReadModels, 'query'>) {}

  /** Somebody asks: what was seen just now, where so many do that not all can look. */
  shared(now = performance.now()): PublicState | undefined {
    const place = this.arrived++ % MANY;
    const isBusy = now - this.arrivals[place]! <= WITHIN;
    this.arrivals[place] = now;
    const age = this.known ? now - this.known.at : Infinity;
    if (!isBusy || age > SHARED_FOR) return undefined;
    if (age > FRESH_FOR && !this.looking) void this.look();
    return this.known!.state;
  }

  /** What the public may read: a look that begins after this. Undefined when the server does not say. */
  look(): Promise<PublicState | undefined> {
    if (this.isSilent) return Promise.resolve(undefined);
    if (!this.looking) return this.start();
    return (this.next ??= this.looking.then(() => {
      this.next = undefined;
      return this.isSilent ? undefined : this.start();
    }));
  }

  private start(): Promise<PublicState | undefined> {
    const at = performance.now();
    const seen = publicStateOf(this.server);
    const looking = inTime(seen, PATIENCE).then((state) => {
      this.looking = undefined;
      this.known = state && { at, state };
      return state;
    });
    // One that is not answered holds the connection: no other is begun before it is over.
    let isOver = false;
    const over = () => {
      isOver = true;
      this.isSilent = false;
    };
    seen.then(over, over);
    void looking.then(() => (this.isSilent = !isOver));
    this.looking = looking;
    return looking;
  }
}
