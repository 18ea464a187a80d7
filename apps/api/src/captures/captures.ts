import { Inject, Injectable } from '@nestjs/common';
import { CommandRunner, loadStream, RevisionMismatch, CommandIdReused, type Recorded } from '@app/event-store';
import { Problem } from '@app/http';
import { Refusal, refusal, streamIdOf } from '@app/kernel';
import type { Accepted, EvidenceLocker } from '@app/locker';
import { holding, release } from '@app/operations';
import { sourceDecider, type CaptureSource, type DestroyCapture } from '@domain/sources';
import { API_CONFIG, type ApiConfig } from '../config.js';

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
      return await holding(this.config.readModels, sha256, async () => {
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

  private release(sha256: string): Promise<boolean> {
    return release({ ...this.config, locker: this.locker }, sha256);
  }
}
