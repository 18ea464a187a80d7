import { changedFields, decidersOf, type Difference, type Disagreement, type Entry, type Version, type Words } from '@app/timeline';
import { subjectOfKind } from '@app/domain';
import { addressOf, type Narrator } from '../reading/wire/narrator.js';
import { reachIn, standingIn } from './words.js';

/** Names of the bodies that decided, by their streams. */
export type Names = ReadonlyMap<string, string>;

/** Tells the history of a subject: each version of a fact, with who decided it, what it changed, and what was decided about it. */
export class Historian {
  constructor(
    private readonly words: Words,
    private readonly narrator: Narrator,
    private readonly names: Names,
    private readonly seesAll: boolean,
  ) {}

  version(version: Version) {
    const { knownUntil, ...told } = this.narrator.version(version);
    return {
      ...told,
      knownUntil,
      standing: standingIn(this.words.language, version),
      decidedBy: this.decidedBy(version),
      changes: version.before ? this.changes(version.before, version) : [],
      broughtBy: version.broughtBy && this.act(version.broughtBy),
      endedBy: version.endedBy && this.act(version.endedBy),
      concerns: version.concerns,
      disagreements: version.disagreements.map((one) => this.disagreement(one, version.eventId)),
      ...(this.seesAll && { reach: this.reach(version) }),
    };
  }

  difference({ before, after, acts }: Difference) {
    return {
      change: before === null ? ('added' as const) : after === null ? ('withdrawn' as const) : ('changed' as const),
      before: before && this.narrator.entry(before),
      after: after && this.narrator.entry(after),
      changes: before && after ? this.changes(before, after) : [],
      acts: acts.map((act) => this.act(act)),
    };
  }

  private changes(before: Entry, after: Entry) {
    return changedFields(before, after).map(({ field, ...values }) => ({
      field,
      label: this.words.field(field),
      before: this.value(field, values.before, before),
      after: this.value(field, values.after, after),
    }));
  }

  /** Documents by their titles, a municipality by its name: whatever the fact is already told with. */
  private value(field: string, value: unknown, entry: Entry): string | null {
    if (field === 'communeCode') return entry.communeName ?? this.words.value(field, value);
    if (field !== 'sources' || value === undefined) return this.words.value(field, value);
    const { sources } = this.narrator.entry(entry);
    return sources.map(({ id, title, locator }) => [title ?? id, locator].filter(Boolean).join(', ')).join(' ; ');
  }

  private decidedBy(entry: Entry) {
    return decidersOf(entry).map(({ name, stream }) => {
      if (stream === undefined) return { name: name!, href: null };
      const id = stream.slice('body-'.length);
      // A body that this reader does not know has no name here, and no page.
      return { name: this.names.get(stream) ?? id, href: this.names.has(stream) ? addressOf('body', id) : null };
    });
  }

  private act(entry: Entry) {
    const { id, type, sentence, recordedAt, reason, exception, sources, recordedBy, onBehalfOf } = this.narrator.entry(entry);
    return { id, type, sentence, recordedAt, reason, exception, sources, ...(this.seesAll && { recordedBy, onBehalfOf }) };
  }

  private disagreement({ dispute, about, between, settlement, preferred }: Disagreement, eventId: string) {
    return {
      ...this.act(dispute),
      about: this.words.about(about),
      with: between.filter((id) => id !== eventId),
      settlement: settlement && {
        ...this.act(settlement),
        occurred: this.narrator.entry(settlement).occurred,
        decidedBy: String(settlement.data.decidedBy),
        preferred,
      },
    };
  }

  private reach({ visibility, visibleFrom, revealedBy, kind, recordedAt }: Version) {
    const situation = revealedBy === null ? null : subjectOfKind(kind)?.statuses[revealedBy];
    const text = reachIn(this.words, { visibility, visibleFrom, recordedAt, until: situation ? this.words.status(situation) : revealedBy });
    return { publicFrom: visibleFrom, revealedBy, text };
  }
}

/** Streams whose names the versions need. */
export const bodiesIn = (versions: readonly Version[]): string[] => [
  ...new Set(versions.flatMap((version) => decidersOf(version).flatMap(({ stream }) => (stream === undefined ? [] : [stream])))),
];

/** Everything told of a version that cites documents. */
export const citingIn = (versions: readonly Version[]): readonly Pick<Entry, 'citations'>[] =>
  versions.flatMap(({ before, broughtBy, endedBy, disagreements, ...version }) =>
    [version, before, broughtBy, endedBy, ...disagreements.flatMap(({ dispute, settlement }) => [dispute, settlement])].filter(
      (entry) => entry !== null,
    ),
  );
