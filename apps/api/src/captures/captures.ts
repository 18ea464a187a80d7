import { Inject, Injectable } from '@nestjs/common';
import { CommandRunner, loadStream, RevisionMismatch, CommandIdReused, type Recorded } from '@app/event-store';
import { Problem } from '@app/http';
import { Refusal, refusal, streamIdOf } from '@app/kernel';
import type { Accepted, EvidenceLocker } from '@app/locker';
import { waitFor } from '@app/projecting';
import { CaptureQueries } from '@app/timeline';
import { sourceDecider, type CaptureSource, type DestroyCapture } from '@domain/sources';
import { API_CONFIG, type ApiConfig } from '../config.js';

/** First half of the key of the locks that hold a hash; the second is made of the hash. */
const HOLDING = 7305911;
/** Milliseconds that the read models may take to hold what was recorded before bytes are destroyed. */
const PATIENCE = 5_000;

/**
 * Brings bytes and events together. An event is recorded once its bytes are durable; bytes are destroyed once the event that says so is recorded, and
 * only when no other document has the same. Whoever does one or the other holds the hash meanwhile, in whatever program.
 */
@Injectable()
export class Captures {
  constructor(
    @Inject(API_CONFIG) private readonly config: Pick<ApiConfig, 'locker' | 'readModels' | 'eventStore'>,
    @Inject(CommandRunner) private readonly runner: CommandRunner,
  ) {}

  /** @throws {Problem} 503 when this installation has no locker */
  get locker(): EvidenceLocker {
    if (!this.config.locker) throw new Problem(503, 'LOCKER_ABSENT');
    return this.config.locker;
  }

  /** Refuses before the bytes are taken in what would be refused after. @throws {Refusal} */
  async expect(sourceId: string): Promise<void> {
    const facts = await loadStream(this.config.eventStore, streamIdOf(sourceDecider.kind, sourceId), sourceDecider);
    if (facts.length === 0) throw refusal('SOURCE_NOT_REGISTERED', { id: sourceId });
  }

  async capture(command: CaptureSource, { file, sha256 }: Accepted): Promise<Recorded> {
    try {
      return await this.holding(sha256, async () => {
        await this.locker.documents.keep(sha256, file);
        return this.runner.run(sourceDecider, command);
      });
    } catch (error) {
      // Surely nothing was recorded. Any other error may have hidden that it was: then the bytes stay, and `locker verify` tells.
      const isRefused = error instanceof Refusal || error instanceof RevisionMismatch || error instanceof CommandIdReused;
      if (isRefused) await this.release(sha256).catch(() => undefined);
      throw error;
    }
  }

  /** @throws {Problem} 503 when the destruction is recorded and the bytes are still there: asking again destroys them */
  async destroy(command: DestroyCapture): Promise<Recorded> {
    // Asked for before anything is recorded that could not be done.
    void this.locker;
    const recorded = await this.runner.run(sourceDecider, command);
    if (!(await this.release(command.sha256))) throw new Problem(503, 'CAPTURE_STILL_THERE', {}, [], { 'retry-after': '1' });
    return recorded;
  }

  /** Destroys bytes that are owed to nobody. False when that could not be known in time. */
  private release(sha256: string): Promise<boolean> {
    const { readModels, eventStore } = this.config;
    return this.holding(sha256, async () => {
      const head = await eventStore.head();
      if (head !== null && !(await waitFor(readModels, eventStore, head, PATIENCE))) return false;
      if (!(await new CaptureQueries(readModels).isOwed(sha256))) await this.locker.documents.destroy(sha256);
      return true;
    });
  }

  private async holding<T>(sha256: string, work: () => Promise<T>): Promise<T> {
    const lock = this.config.readModels.createQueryRunner();
    try {
      await lock.query('SELECT pg_advisory_lock($1, hashtext($2))', [HOLDING, sha256]);
      return await work();
    } finally {
      await lock.query('SELECT pg_advisory_unlock($1, hashtext($2))', [HOLDING, sha256]).catch(() => undefined);
      await lock.release();
    }
  }
}
