import type { ReadModels } from '../read-models.js';
import { inTime } from './in-time.js';
import { logPlaceOf, type LogPlace } from './replay-lag.js';

/** Where the primary's log was, and which database it is of: a replica of it says the same. */
export interface PrimaryLook {
  readonly at: number;
  readonly flushed: LogPlace;
  readonly identity: string;
}

/** Says which database of which cluster this is; replicas are copies of it, to the number. */
export const IDENTITY = `(SELECT system_identifier FROM pg_control_system()) || '/' || (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** Looks at the primary for all its replicas: those who ask while a look is under way share it. */
export class PrimaryLog {
  private looking: Promise<PrimaryLook | undefined> | undefined;

  constructor(private readonly primary: ReadModels) {}

  /** Undefined when the primary does not answer in time: its replicas are then as late as they were. */
  look(): Promise<PrimaryLook | undefined> {
    this.looking ??= inTime(this.ask()).finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async ask(): Promise<PrimaryLook> {
    const at = Date.now();
    // What is on disk, as nothing else is sent to a replica.
    const [row] = await this.primary.query<{ flushed: string; identity: string }[]>(
      `SELECT pg_current_wal_flush_lsn()::text AS flushed, ${IDENTITY} AS identity`,
    );
    return { at, flushed: logPlaceOf(row!.flushed), identity: row!.identity };
  }
}
