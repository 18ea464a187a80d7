import { factCommands, factRefusalsEn, factRefusalsFr, recordFact } from '@domain/facts';
import { CommandRunner, untouchedPersonalData, type EventStore, type Recorded } from '@app/event-store';
import { streamIdOf, type Command, type CommandClass, type Refusals, type SubjectModule } from '@app/kernel';

export type Execute = (command: Command) => Promise<Recorded>;

interface Known {
  readonly type: CommandClass;
  /** The module whose stream it is written to; absent for the commands that name their subject (claims, corrections, disputes). */
  readonly subject?: SubjectModule;
}

/** Which fields of the generic commands hold events, which a data file names by the entries that recorded them. */
const REFERENCES: Readonly<Record<string, readonly string[]>> = {
  CorrectFact: ['corrects'],
  RetractFact: ['retracts'],
  DisputeFact: ['disputes', 'with'],
  SettleDispute: ['dispute', 'preferred'],
};

/** Every command that a data file may name. */
export class KnownCommands {
  private readonly byName = new Map<string, Known>();
  private readonly byKind: ReadonlyMap<string, SubjectModule>;

  constructor(readonly subjects: readonly SubjectModule[]) {
    this.byKind = new Map(subjects.map((subject) => [subject.kind, subject]));
    for (const subject of subjects) {
      for (const [name, type] of Object.entries(subject.commands)) this.byName.set(name, { type, subject });
    }
    for (const [name, type] of Object.entries(factCommands)) this.byName.set(name, { type });
  }

  get names(): Iterable<string> {
    return this.byName.keys();
  }

  get kinds(): Iterable<string> {
    return this.byKind.keys();
  }

  find(name: string): Known | undefined {
    return this.byName.get(name);
  }

  subjectOfKind = (kind: string): SubjectModule | undefined => this.byKind.get(kind);

  referencesOf(name: string): readonly string[] {
    return Object.hasOwn(REFERENCES, name) ? REFERENCES[name]! : [];
  }

  /** The stream a valid command is decided on; undefined when its kind of subject is unknown. */
  streamOf(command: Command): string | undefined {
    const kind = this.byName.get(command.constructor.name)?.subject?.kind ?? (command as Partial<OnSubject>).subject?.kind;
    return kind !== undefined && this.byKind.has(kind) ? streamIdOf(kind, command.subjectId()) : undefined;
  }

  /** The sentences of a refusal, French then English; undefined when it has none. */
  sentences(code: string): readonly (((facts: never) => string) | undefined)[] {
    const ofModules = (language: 'fr' | 'en') =>
      this.subjects.map(({ refusals }) => refusals[language][code]).find((text) => text !== undefined);
    return [ofModules('fr') ?? (factRefusalsFr as Refusals)[code], ofModules('en') ?? (factRefusalsEn as Refusals)[code]];
  }

  /** Runs commands on a store that is forgotten after the trial, as the handlers of the bus do. */
  runOn(store: EventStore): Execute {
    const runner = new CommandRunner(store, untouchedPersonalData);
    return (command) => {
      const subject = this.byName.get(command.constructor.name)?.subject;
      return subject ? runner.run(subject.decider, command) : recordFact(runner, this.subjectOfKind, command as never);
    };
  }
}

interface OnSubject {
  readonly subject: { readonly kind: string; readonly id: string };
}
