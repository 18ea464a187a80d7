import { randomUUID } from 'node:crypto';
import type { ReadModels } from '../read-models.js';
import { Connections } from './connections.js';
import { inTime } from './in-time.js';
import { IDENTITY, type PrimaryLog } from './primary-log.js';
import { logPlaceOf, ReplayLag } from './replay-lag.js';

/** `used`: reads go there. Otherwise why not: it does not answer, it follows another database or none, or it is too far behind. */
export type Standing = 'used' | 'away' | 'no-replica' | 'behind';

export interface ReplicaState {
  /** `replica-1`…, in the order of the configuration: an address stays out of logs and metrics. */
  readonly name: string;
  readonly standing: Standing;
  /** Null as long as it does not say. */
  readonly lagSeconds: number | null;
}

export interface ReplicaOptions {
  /** Connections to each replica. Default 10. */
  readonly connections?: number;
  /** Settings of the sessions that read: see `sessionVersions`. */
  readonly settings?: string;
  /** Milliseconds between two looks at a replica. Default 1,000. */
  readonly every?: number;
  /** Seconds of replay that a replica may be behind. Default 10. */
  readonly mostLag?: number;
  /** Told whenever a replica is taken or left out. */
  readonly onChange?: (state: ReplicaState) => void;
}

/** One that is away is looked for ever more seldom, at least this often (milliseconds). */
const MOST_PAUSE = 30_000;

/** A replica as the configuration names it: looked at without end, used while it follows the primary closely. */
export class Replica {
  private readonly lag = new ReplayLag();
  private standing: Standing = 'away';
  private lagSeconds: number | null = null;
  /** What reads go through. Made anew each time the replica is taken: a crash may have put it back in time. */
  private reads: Connections | undefined;
  /** One connection of its own: a replica that is busy is not away. */
  private looks: Connections | undefined;
  private identity: string | undefined;
  private failures = 0;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private readonly every: number;
  private readonly mostLag: number;

  constructor(
    readonly name: string,
    private readonly url: string,
    private readonly primary: PrimaryLog,
    private readonly options: ReplicaOptions,
  ) {
    this.every = options.every ?? 1_000;
    this.mostLag = options.mostLag ?? 10;
  }

  get state(): ReplicaState {
    const { name, standing, lagSeconds } = this;
    return { name, standing, lagSeconds };
  }

  /** What to read through; undefined as long as it is left out. */
  get inUse(): ReadModels | undefined {
    return this.reads;
  }

  /** Looks at it now, and from then on. */
  async watch(): Promise<void> {
    await this.look();
    if (this.closed) return;
    const pause = this.failures === 0 ? this.every : Math.min(this.every * 2 ** this.failures, MOST_PAUSE);
    this.timer = setTimeout(() => void this.watch(), pause);
    this.timer.unref();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.stopLooking();
    this.stopReading('away');
  }

  private async look(): Promise<void> {
    const primary = await this.primary.look();
    if (primary) {
      this.lag.mark(primary.at, primary.flushed);
      this.identity = primary.identity;
    }
    if (this.closed) return;
    this.looks ??= this.connect(1, 'replica look');
    const [said] =
      (await inTime(
        this.looks.query<Said[]>(
          `SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()::text END AS replayed, ${IDENTITY} AS identity`,
        ),
      )) ?? [];
    if (this.closed) return;
    this.judge(said);
  }

  private judge(said: Said | undefined): void {
    this.failures += 1;
    if (!said || this.identity === undefined) {
      this.stopLooking();
      return this.leave('away');
    }
    if (said.replayed === null || said.identity !== this.identity) return this.leave('no-replica');
    this.failures = 0;
    this.lagSeconds = this.lag.secondsAt(logPlaceOf(said.replayed), Date.now());
    // It comes back once it has caught up by half, so that it does not come and go.
    if (this.lagSeconds > (this.reads ? this.mostLag : this.mostLag / 2)) return this.leave('behind');
    this.reads ??= this.connect(this.options.connections ?? 10, 'read models');
    this.stand('used');
  }

  private leave(standing: Standing): void {
    if (standing !== 'behind') this.lagSeconds = null;
    this.stopReading(standing);
    this.stand(standing);
  }

  private stand(standing: Standing): void {
    if (standing === this.standing) return;
    this.standing = standing;
    this.options.onChange?.(this.state);
  }

  private connect(connections: number, what: string): Connections {
    const made: Connections = new Connections({
      url: this.url,
      connections,
      settings: this.options.settings,
      applicationName: `palimpseste ${what} ${randomUUID().slice(0, 8)}`,
      // The next look says whether it is still there.
      onLost: () => {
        if (made === this.reads || made === this.looks) this.leave('away');
      },
    });
    return made;
  }

  private stopReading(standing: Standing): void {
    // What one that lags is telling, a long file for instance, is of one moment all the same.
    if (standing === 'behind') this.reads?.end();
    else this.reads?.giveUp();
    this.reads = undefined;
  }

  private stopLooking(): void {
    this.looks?.giveUp();
    this.looks = undefined;
  }
}

interface Said {
  /** Null when it follows nobody. */
  readonly replayed: string | null;
  readonly identity: string;
}
