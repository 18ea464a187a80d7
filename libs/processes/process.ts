import { commandIdOf, type Command, type RecordedFact } from '@app/kernel';

/** Reads a stream's facts as recorded, corrections not yet applied. */
export type ReadStream = (streamId: string) => Promise<readonly RecordedFact[]>;

/**
 * Answers events of one stream with commands to others: what crosses streams is a process, since no rule does. It goes through the store
 * once, from a checkpoint of its own, and is never replayed by a rebuild of the read models.
 */
export interface Process {
  /** Names its checkpoint and signs its commands; lower case, digits and hyphens. Under another name it begins again. */
  readonly name: string;
  /** The event types it answers. */
  readonly types: readonly string[];
  /**
   * The commands that follow from an event, issued with `issuedBy`. It may be asked again about the same event, after a fault or because
   * two workers run: the same command ids make that harmless.
   */
  react(event: RecordedFact, read: ReadStream): Promise<readonly Command[]>;
}

/** Issues a command in the process's name; the same cause and key give the same command id for ever. */
export function issuedBy<C extends Command>(process: Pick<Process, 'name'>, cause: RecordedFact, key: string, command: C): C {
  command.issued = {
    commandId: commandIdOf(cause.eventId, key),
    actor: { id: `process-${process.name}`, role: 'system' },
    correlationId: cause.meta.correlationId,
    causationId: cause.eventId,
  };
  return command;
}
