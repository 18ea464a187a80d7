import {
  CheckpointAstray,
  CommandIdReused,
  decode,
  isAstray,
  loadOpened,
  noPersonalData,
  sleep,
  Vigil,
  type Checkpoint,
  type EventStore,
  type PersonalData,
  type Recorded,
  type StoredEvent,
} from '@app/event-store';
import { Refusal, subjectOf, type AnyDecider, type Command } from '@app/kernel';
import type { Checkpoints } from './checkpoints.js';
import type { Process, ReadStream } from './process.js';

/** Milliseconds between two checkpoints while nothing concerns a process. */
const SAVE_EVERY = 1_000;
const NOT_BEGUN: Checkpoint = { position: null, mark: null };

export interface ProcessRunnerOptions {
  readonly store: EventStore;
  readonly checkpoints: Checkpoints;
  /** Sends an issued command to its handler. */
  readonly execute: (command: Command) => Promise<Recorded>;
  /** Opens what is personal in what it reads; absent: it stays sealed. */
  readonly personal?: PersonalData;
  /** Brings old events of a kind to their newest shape. */
  readonly deciderOfKind: (kind: string) => AnyDecider | undefined;
  /** Shares the processes with other workers; without it, this runner answers for all of them. */
  readonly ownership?: { share(name: string, work: (signal: AbortSignal) => Promise<void>): void };
  /** Told of what a rule said no to. That is an answer: the process goes on. */
  readonly onRefused?: (process: string, command: Command, error: Refusal | CommandIdReused) => void;
  /** Told of whatever else failed. The process stays where it is and tries again: late is better than left out. */
  readonly onFault?: (process: string, error: unknown, eventId?: string) => void;
}

/** Another worker has moved the checkpoint: what it has answered is not answered here. */
class MovedByAnother extends Error {}

/** What made the answer to one event fail. */
class Unanswered extends Error {
  constructor(
    readonly eventId: string,
    override readonly cause: unknown,
  ) {
    super('an event could not be answered');
  }
}

/** Runs processes: each event is answered in order, then the checkpoint moves, so that a crash in between only asks again. */
export class ProcessRunner {
  private readonly stopping = new AbortController();
  private running: Promise<void>[] = [];
  private readonly read: ReadStream;

  constructor(
    private readonly processes: readonly Process[],
    private readonly options: ProcessRunnerOptions,
  ) {
    const { store, deciderOfKind, personal = noPersonalData } = options;
    this.read = (streamId) => loadOpened(store, streamId, deciderOfKind(subjectOf(streamId).kind), personal);
  }

  start(): void {
    const { ownership } = this.options;
    for (const process of this.processes) {
      const work = (signal: AbortSignal) => this.keepUp(process, AbortSignal.any([signal, this.stopping.signal]));
      if (ownership) ownership.share(`process ${process.name}`, work);
      else this.running.push(work(this.stopping.signal));
    }
  }

  /** Lets the answer under way end. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private async keepUp(process: Process, signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      try {
        await this.follow(process, signal, () => (failures = 0));
      } catch (error) {
        if (signal.aborted) return;
        const fenced = error instanceof MovedByAnother;
        if (!fenced) {
          failures += 1;
          if (error instanceof Unanswered) this.options.onFault?.(process.name, error.cause, error.eventId);
          else this.options.onFault?.(process.name, error);
        }
        await sleep(fenced ? 50 + Math.random() * 100 : Math.min(10_000, 50 * 2 ** failures), signal);
      }
    }
  }

  private async follow(process: Process, signal: AbortSignal, onAnswered: () => void): Promise<void> {
    const { store, checkpoints, onFault } = this.options;
    let known = await checkpoints.read(process.name);
    let saved = known.position;
    let savedAt = performance.now();
    const follower = `process ${process.name}`;
    if (await isAstray(store, known)) {
      onFault?.(process.name, new CheckpointAstray(follower));
      // Asked again, it does nothing twice: it goes through the log as it is now.
      known = NOT_BEGUN;
    }
    let { position } = known;
    const save = async () => {
      if (position === null || position === saved) return;
      const mark = await store.mark(position);
      if (mark === null) throw new CheckpointAstray(follower);
      if (!(await checkpoints.move(process.name, saved, position, mark))) throw new MovedByAnother();
      known = { position, mark };
      saved = position;
      savedAt = performance.now();
    };
    const vigil = new Vigil(store, follower, async () => known);
    const watching = vigil.watch();
    try {
      for await (const message of store.subscribe({
        after: position,
        types: process.types,
        signal: AbortSignal.any([signal, vigil.over]),
      })) {
        await vigil.look();
        if (message.kind === 'event') await this.answer(process, message.event).catch(unanswered(message.event));
        position = message.kind === 'event' ? message.event.position : message.position;
        // What others record passes by all the time: it is not written down each time, only read over again after a crash.
        if (message.kind !== 'checkpoint' || performance.now() - savedAt > SAVE_EVERY) await save();
        onAnswered();
      }
      vigil.throwIfLost();
      await save();
    } finally {
      vigil.end();
      await watching;
    }
  }

  private async answer(process: Process, event: StoredEvent): Promise<void> {
    const { deciderOfKind, execute, onRefused } = this.options;
    const commands = await process.react(decode(event, deciderOfKind(subjectOf(event.streamId).kind)), this.read);
    for (const command of commands) {
      try {
        await execute(command);
      } catch (error) {
        if (!(error instanceof Refusal) && !(error instanceof CommandIdReused)) throw error;
        onRefused?.(process.name, command, error);
      }
    }
  }
}

const unanswered =
  ({ eventId }: StoredEvent) =>
  (error: unknown): never => {
    throw new Unanswered(eventId, error);
  };
