import { sleep } from '@app/event-store';
import { nodeCryptography } from '../node/cryptography.js';
import { StoredTree } from '../merkle/stored-tree.js';
import { parseCheckpoint } from '../notes/checkpoint.js';
import { parseNote } from '../notes/signed-note.js';
import type { LogDatabase } from '../log/database.js';
import { StoredLog } from '../log/stored-log.js';
import type { Sink } from './sink.js';

/** Milliseconds between two looks for a checkpoint that a sink does not have yet. */
const EVERY = 1_000;
const MOST_BACK_OFF = 300_000;

export interface PublisherOptions {
  readonly database: LogDatabase;
  readonly sinks: readonly Sink[];
  readonly every?: number;
  readonly onFault?: (sink: string, error: unknown) => void;
}

/**
 * Hands the newest checkpoint to each sink at its own pace: one that does not answer is asked again, later and later, and holds up no other. What was
 * signed between two is in the newer one.
 */
export class Publisher {
  private readonly log: StoredLog;

  constructor(private readonly options: PublisherOptions) {
    this.log = new StoredLog(options.database);
  }

  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(this.options.sinks.map((sink) => this.feed(sink, signal)));
  }

  private async feed(sink: Sink, signal: AbortSignal): Promise<void> {
    const { every = EVERY, onFault } = this.options;
    for (let failures = 0; !signal.aborted;) {
      try {
        await this.handOver(sink);
        failures = 0;
        await sleep(every, signal);
      } catch (error) {
        onFault?.(sink.name, error);
        await this.note(sink.name, error).catch(() => undefined);
        await sleep(Math.min(MOST_BACK_OFF, every * 2 ** failures++) * (0.5 + Math.random() / 2), signal);
      }
    }
  }

  private async handOver(sink: Sink): Promise<void> {
    const { database } = this.options;
    const [state, newest] = await Promise.all([this.log.state(), this.log.latest()]);
    // What rings is not spread.
    if (!newest || state?.alarm) return;
    const [held] = await database.query('SELECT size FROM audit.publication WHERE sink = $1', [sink.name]);
    if (held && Number(held.size) >= newest.size) return;
    const { origin, size, root } = parseCheckpoint(parseNote(newest.note).text);
    const tree = new StoredTree(size, this.log, nodeCryptography.sha256);
    const lines = await sink.publish({ origin, size, root, note: newest.note, tree });
    await database.transaction(async (session) => {
      await session.query(
        `INSERT INTO audit.publication AS p (sink, size, accepted_at, tried_at) VALUES ($1, $2, clock_timestamp(), clock_timestamp())
         ON CONFLICT (sink) DO UPDATE SET size = excluded.size, accepted_at = excluded.accepted_at, tried_at = excluded.tried_at, failures = 0, problem = NULL
         WHERE p.size IS NULL OR p.size < excluded.size`,
        [sink.name, size],
      );
      await session.query('UPDATE audit.checkpoint SET published_at = coalesce(published_at, clock_timestamp()) WHERE size = $1', [size]);
      // Appended where it stands: another witness may have signed meanwhile.
      for (const line of lines)
        await session.query(`UPDATE audit.checkpoint SET note = note || $2 WHERE size = $1 AND position($2 in note) = 0`, [
          size,
          `${line}\n`,
        ]);
    });
  }

  private async note(sink: string, error: unknown): Promise<void> {
    await this.options.database.query(
      `INSERT INTO audit.publication AS p (sink, failures, problem, tried_at) VALUES ($1, 1, $2, clock_timestamp())
       ON CONFLICT (sink) DO UPDATE SET failures = p.failures + 1, problem = excluded.problem, tried_at = excluded.tried_at`,
      [sink, (error as Error).message.slice(0, 500)],
    );
  }
}

/** The newest checkpoints that sinks still hold, as far as they answer: what was published must fit the log. */
export async function recallFrom(sinks: readonly Sink[], onFault?: (sink: string, error: unknown) => void): Promise<string[]> {
  const notes = await Promise.all(
    sinks.map((sink) =>
      Promise.resolve(sink.last?.()).catch((error: unknown) => {
        onFault?.(sink.name, error);
        return undefined;
      }),
    ),
  );
  return notes.filter((note) => note !== undefined);
}
