import type { CorrectionEvents } from '@app/kernel';
import type { Entry } from './entry.js';

/** One version of one fact, with what was decided about it: nothing of it is looked up elsewhere. */
export interface Version extends Entry {
  /** From when on everybody may know it: an instant, UTC; null while nobody knows when. */
  readonly visibleFrom: string | null;
  /** The type of event that lifts its secret, where one does. */
  readonly revealedBy: string | null;
  /** What the fact said until this version. */
  readonly before: Entry | null;
  /** The correction or retraction that made this version, and the one that ended it. */
  readonly broughtBy: Entry | null;
  readonly endedBy: Entry | null;
  /** Of a correction, a retraction, a disagreement or its settlement: the facts it is about. */
  readonly concerns: readonly string[];
  readonly disagreements: readonly Disagreement[];
}

/** A disagreement that a fact is part of. */
export interface Disagreement {
  readonly dispute: Entry;
  readonly about: string;
  readonly between: readonly string[];
  readonly settlement: Entry | null;
  readonly preferred: string | null;
}

/** A fact that is known otherwise at two moments of knowledge. */
export interface Difference {
  readonly before: Entry | null;
  readonly after: Entry | null;
  /** Corrections and retractions of it between the two. */
  readonly acts: readonly Entry[];
}

export interface VersionRow extends Entry, Pick<Version, 'visibleFrom' | 'revealedBy'> {
  /** The reader may see it: a chain of corrections may go through what they may not. */
  readonly isTold: boolean;
}

export const ACTS = ['FactCorrected', 'FactRetracted'] as const;
export const ABOUT_FACTS = [...ACTS, 'FactDisputed', 'DisputeSettled'] as const;

const isAct = ({ type }: Entry): boolean => (ACTS as readonly string[]).includes(type);

/** What was decided about the facts of one subject: corrections, retractions, disagreements and their settlements, by the fact they concern. */
export class Decided {
  private readonly byId: ReadonlyMap<string, Entry>;
  private readonly acts = new Map<string, Entry[]>();
  private readonly disagreements: readonly Disagreement[];

  /** @param entries all events about facts of the subject, in the order they were recorded */
  constructor(entries: readonly VersionRow[]) {
    this.byId = new Map(entries.map((entry) => [entry.eventId, entry]));
    for (const act of entries) {
      if (!isAct(act) || !act.isTold) continue;
      const root = this.rootOf(act);
      this.acts.set(root, [...(this.acts.get(root) ?? []), act]);
    }
    const standing = entries.filter((entry) => !isAct(entry) && entry.isTold && entry.recordedTo === null);
    this.disagreements = standing
      .filter(({ type }) => type === 'FactDisputed')
      .map((dispute) => {
        const { disputes, with: others, about } = dispute.data as CorrectionEvents['FactDisputed'];
        const settlement = standing.findLast(({ type, data }) => type === 'DisputeSettled' && data.dispute === dispute.eventId) ?? null;
        const preferred = (settlement?.data as CorrectionEvents['DisputeSettled'] | undefined)?.preferred ?? null;
        return { dispute, about, between: [disputes, ...others], settlement, preferred };
      });
  }

  /** Facts that were corrected or withdrawn. */
  get corrected(): readonly string[] {
    return [...this.acts.keys()];
  }

  /** Facts that sources disagree on. */
  get disputed(): readonly string[] {
    return this.disagreements.flatMap(({ between }) => between);
  }

  /** The version, told with what was decided about it. `others`: versions of the same fact. */
  about({ isTold: _, ...version }: VersionRow, others: readonly Entry[]): Version {
    const acts = this.acts.get(version.eventId) ?? [];
    const at = (instant: string | null) => acts.findLast(({ recordedAt }) => recordedAt === instant) ?? null;
    const broughtBy = at(version.recordedAt);
    const disagreements = this.disagreements.filter(({ between }) => between.includes(version.eventId));
    return {
      ...version,
      // What nobody may know was corrected stands as it is.
      correctedBy: broughtBy && version.correctedBy,
      disputed: disagreements.length > 0,
      before: broughtBy && (others.find(({ recordedTo }) => recordedTo === version.recordedAt) ?? null),
      broughtBy,
      endedBy: version.recordedTo === null ? null : at(version.recordedTo),
      concerns: this.concernedBy(version),
      disagreements,
    };
  }

  /** Corrections and retractions of a fact that were recorded after one moment and by another; null: now. */
  between(eventId: string, since: string, until: string | null): readonly Entry[] {
    return (this.acts.get(eventId) ?? []).filter(({ recordedAt }) => recordedAt > since && (until === null || recordedAt <= until));
  }

  private concernedBy(entry: Entry): readonly string[] {
    if (isAct(entry)) return [this.rootOf(entry)];
    if (entry.type === 'FactDisputed') {
      const { disputes, with: others } = entry.data as CorrectionEvents['FactDisputed'];
      return [disputes, ...others];
    }
    return entry.type === 'DisputeSettled' ? [(entry.data as CorrectionEvents['DisputeSettled']).dispute] : [];
  }

  /** The fact that a correction or retraction is finally about, through corrections of corrections. */
  private rootOf(act: Entry): string {
    let root = targetOf(act);
    for (let next = this.byId.get(root), last = act.revision; next && isAct(next) && next.revision < last; next = this.byId.get(root)) {
      last = next.revision;
      root = targetOf(next);
    }
    return root;
  }
}

const targetOf = ({ data }: Entry): string => String(data.corrects ?? data.retracts);
