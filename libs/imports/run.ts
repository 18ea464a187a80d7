import { AppendRejected, CommandIdReused, type EventStore, type Recorded } from '@app/event-store';
import { newEventId, Refusal, type Command, type Issuance } from '@app/kernel';
import type { Execute, KnownCommands } from './commands.js';
import type { Entry } from './entry.js';
import { runInOrder } from './execution.js';
import type { LoadOptions, LoadPhase, LoadResult } from './load.js';
import { problem, type ImportProblem, type Place } from './problem.js';
import { eventRecordedBy } from './references.js';
import type { Shaped } from './shape.js';

export type Outcome = Pick<LoadResult, 'recorded' | 'repeated' | 'unchanged' | 'alreadySo' | 'refused'>;

/** One pass over all entries, on the copy or on the real store. */
export class Run {
  private readonly counts = { recorded: 0, repeated: 0, unchanged: 0 };
  private readonly alreadySo: Place[] = [];
  private readonly refused: ImportProblem[] = [];
  private readonly eventOf = new Map<string, string | null>();
  private readonly correlationId = newEventId();
  private readonly failed = new Set<string>();
  private done = 0;

  constructor(
    private readonly entries: readonly Shaped[],
    private readonly known: KnownCommands,
    private readonly execute: Execute,
    private readonly store: EventStore,
    private readonly options: LoadOptions,
    private readonly phase: LoadPhase,
  ) {}

  async result(): Promise<Outcome> {
    const last = new Map<string, Shaped>();
    const byKey = new Map(this.entries.map((task) => [task.entry.key, task]));
    const before = new Map<Shaped, Shaped[]>();
    for (const task of this.entries) {
      const referred = task.references.flatMap(({ entryId }) => byKey.get(`${task.entry.dataset}/${entryId}`) ?? []);
      before.set(task, [...referred, ...(last.get(task.streamId) ? [last.get(task.streamId)!] : [])]);
      last.set(task.streamId, task);
    }
    const { concurrency = 256 } = this.options;
    await runInOrder(this.entries, { concurrency, after: (task) => before.get(task)!, run: (task) => this.one(task) });
    return { ...this.counts, alreadySo: this.alreadySo, refused: this.refused };
  }

  private async one(task: Shaped): Promise<void> {
    // On the real store a refusal means that somebody else wrote meanwhile: nothing more is started.
    if (this.phase === 'recording' && this.refused.length > 0) return;
    const { entry } = task;
    try {
      const events = await this.eventsOf(task);
      if (!events) return;
      const command = () => task.command(this.issuance(entry), (id) => events.get(id)!);
      const recorded = await this.execute(command()).catch((error: unknown) => this.refuse(error, entry, command()));
      if (recorded) this.count(entry, recorded);
    } finally {
      this.done += 1;
      this.options.onProgress?.(this.done, this.entries.length, this.phase);
    }
  }

  private async refuse(error: unknown, entry: Entry, command: Command): Promise<void> {
    this.failed.add(entry.key);
    const found = this.problemOf(error, entry);
    this.refused.push(found ?? this.ruleProblem(error as Refusal, entry, await this.lifts((error as Refusal).code, command)));
  }

  /** Whether the stated exception would lift the refusal; tried on the copy only. What follows it is then checked as if it had. */
  private async lifts(rule: string, command: Command): Promise<boolean> {
    if (this.phase === 'recording') return false;
    const excepted = Object.assign(command, { exception: { rule, reason: rule } });
    return this.execute(excepted).then(
      () => true,
      (error: unknown) => error instanceof Refusal && error.code !== rule,
    );
  }

  /** The events that the entry's references stand for; undefined when one of them recorded nothing. */
  private async eventsOf({ entry, references, streamId }: Shaped): Promise<Map<string, string> | undefined> {
    const events = new Map<string, string>();
    for (const { field, entryId } of references) {
      const key = `${entry.dataset}/${entryId}`;
      // What was wrong with the other entry was told there.
      if (this.failed.has(key)) continue;
      const own = this.eventOf.get(key);
      const event = own === undefined ? await eventRecordedBy(this.store, streamId, entry.dataset, entryId) : own;
      if (event) events.set(entryId, event);
      else this.refused.push(problem('ENTRY_WITHOUT_EVENT', entry.placeOf(field), { id: entryId }));
    }
    return events.size === new Set(references.map(({ entryId }) => entryId)).size ? events : undefined;
  }

  private count(entry: Entry, { status, eventIds }: Recorded): void {
    this.counts[status] += 1;
    if (status === 'unchanged') this.alreadySo.push(entry.place);
    this.eventOf.set(entry.key, eventIds[0] ?? null);
  }

  private issuance(entry: Entry): Issuance {
    const { actor = { id: 'import', role: 'system' } } = this.options;
    return { commandId: entry.commandId, actor, correlationId: this.correlationId };
  }

  /** What a failed command means for its entry; undefined when a rule refused it. Anything else is a fault. */
  private problemOf(error: unknown, entry: Entry): ImportProblem | undefined {
    if (error instanceof CommandIdReused) return problem('ENTRY_CHANGED', entry.place, { id: entry.id });
    if (error instanceof AppendRejected) return problem('EVENT_REJECTED', entry.place, { error: error.message });
    if (!(error instanceof Refusal)) throw error;
    return undefined;
  }

  private ruleProblem({ code, facts }: Refusal, entry: Entry, liftable: boolean): ImportProblem {
    const [fr, en] = this.known.sentences(code).map((sentence) => (sentence ? sentence(facts as never) : code));
    return problem('RULE', entry.place, { rule: code, fr: fr!, en: en!, liftable });
  }
}
