import type { Figure } from '@app/kernel';

/** A label, the rounds in which a jury awards it, and who holds it. */
export interface LabelEvents {
  /** `purposes`: what it rewards, as identifiers (`circular`, `social`). */
  LabelCreated: { name: string; owner?: string; purposes?: readonly string[] };
  /** A round took place. `laureates` counts all of them, named or not; `totalToDate` all rounds so far. */
  RoundHeld: { roundId: string; year?: number; laureates?: Figure; totalToDate?: Figure; jury?: readonly string[] };
  /** One laureate. `to` are territories of the register; `laureate` is a project or body in words. */
  LabelAwarded: {
    awardId: string;
    roundId?: string;
    to?: readonly string[];
    laureate?: string;
    holder?: string;
    by?: string;
    /** What this laureate is rewarded for, where it is not what the label says. */
    purposes?: readonly string[];
    projectId?: string;
    communeCode?: string;
  };
  LabelWithdrawn: { awardId: string };
}
