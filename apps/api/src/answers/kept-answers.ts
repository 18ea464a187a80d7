import type { Keeping, WholeAnswer } from '@app/http';
import type { PublicState } from '@app/projecting';

export interface KeptAnswer {
  readonly answer: WholeAnswer;
  /** What is set on the reply beside the headers of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly keeping: Keeping;
  /** The template of its route (`/api/v1/sites/:siteId`). */
  readonly route: string | undefined;
  /** The state of which it is the answer. */
  readonly state: PublicState;
}

const MOST_ANSWERS = 20_000;
/** A large one would put out many that are asked for more often. */
const MOST_OF_ONE = 1 / 128;
/** Bytes that an answer takes beside its body and its key, about. */
const BESIDE = 1_000;

/** Answers by what was asked, those that were longest not asked for given up first: never more than so many bytes. */
export class KeptAnswers {
  private readonly answers = new Map<string, KeptAnswer>();
  private bytes = 0;

  constructor(private readonly mostBytes: number) {}

  /** Whether there is one, right or not. */
  has(key: string): boolean {
    return this.answers.has(key);
  }

  /** The answer, if it is still right. */
  find(key: string, state: PublicState): KeptAnswer | undefined {
    const found = this.answers.get(key);
    if (!found) return undefined;
    const isRight = found.keeping === 'for-good' ? found.state.past === state.past : found.state.now === state.now;
    // The last asked for is the last in order.
    this.answers.delete(key);
    if (isRight) this.answers.set(key, found);
    else this.bytes -= sizeOf(key, found);
    return isRight ? found : undefined;
  }

  keep(key: string, kept: KeptAnswer): void {
    const size = sizeOf(key, kept);
    if (size > this.mostBytes * MOST_OF_ONE) return;
    this.forget(key);
    this.answers.set(key, kept);
    this.bytes += size;
    for (const oldest of this.answers.keys()) {
      if (this.bytes <= this.mostBytes && this.answers.size <= MOST_ANSWERS) return;
      this.forget(oldest);
    }
  }

  get size(): { readonly answers: number; readonly bytes: number } {
    return { answers: this.answers.size, bytes: this.bytes };
  }

  private forget(key: string): void {
    const kept = this.answers.get(key);
    if (kept && this.answers.delete(key)) this.bytes -= sizeOf(key, kept);
  }
}

const sizeOf = (key: string, { answer: { body } }: KeptAnswer): number => body.length + 2 * key.length + BESIDE;
