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

/** Whether an answer is that of a state. */
export const isRight = ({ keeping, state: of }: KeptAnswer, state: PublicState): boolean =>
  keeping === 'for-good' ? of.past === state.past : of.now === state.now;

interface Held {
  readonly answer: KeptAnswer;
  /** Since it was last passed over when room was made. */
  isAskedFor: boolean;
}

/** Answers by what was asked, never more than so many bytes: what nobody asked for since room was last made goes first, the oldest before others. */
export class KeptAnswers {
  private readonly answers = new Map<string, Held>();
  private bytes = 0;

  constructor(private readonly mostBytes: number) {}

  /** The answer, right or not. */
  peek(key: string): KeptAnswer | undefined {
    const held = this.answers.get(key);
    if (!held) return undefined;
    held.isAskedFor = true;
    return held.answer;
  }

  /** The answer, if it is still right; else it is forgotten. */
  find(key: string, state: PublicState): KeptAnswer | undefined {
    const found = this.peek(key);
    if (!found || isRight(found, state)) return found;
    this.forget(key);
    return undefined;
  }

  keep(key: string, kept: KeptAnswer): void {
    const size = sizeOf(key, kept);
    if (size > this.mostBytes * MOST_OF_ONE) return;
    this.forget(key);
    this.answers.set(key, { answer: kept, isAskedFor: false });
    this.bytes += size;
    this.makeRoom();
  }

  /** Ends: whoever is passed over once is not the next time. */
  private makeRoom(): void {
    for (const [key, held] of this.answers) {
      if (this.bytes <= this.mostBytes && this.answers.size <= MOST_ANSWERS) return;
      if (held.isAskedFor) {
        held.isAskedFor = false;
        this.answers.delete(key);
        this.answers.set(key, held);
      } else this.forget(key);
    }
  }

  get size(): { readonly answers: number; readonly bytes: number } {
    return { answers: this.answers.size, bytes: this.bytes };
  }

  private forget(key: string): void {
    const held = this.answers.get(key);
    if (held && this.answers.delete(key)) this.bytes -= sizeOf(key, held.answer);
  }
}

const sizeOf = (key: string, { answer: { body } }: KeptAnswer): number => body.length + 2 * key.length + BESIDE;
