import {
  checkMarks,
  contentHash,
  effectiveFacts,
  fold,
  newEventId,
  newEventNonce,
  parseOccurred,
  PUBLIC,
  refusal,
  refuseNeedlessException,
  schemaVersionOf,
  streamIdOf,
  type AnyDecider,
  type Command,
  type Fact,
  type FactMeta,
  type RecordedFact,
} from '@app/kernel';
import { StoreUnavailable, WrongExpectedRevision, type EventStore, type ExpectedRevision, type NewEvent, type Position } from '../port.js';
import { loadOpened } from './decode.js';
import { noPersonalData, type PersonalData } from './personal-data.js';

/** What became of a command. `repeated`: the same command id had already been recorded; `unchanged`: it was already so. */
export interface Recorded {
  readonly status: 'recorded' | 'repeated' | 'unchanged';
  readonly streamId: string;
  /** Revision of the last event this command recorded, else of the stream; -1 when the stream does not exist. */
  readonly revision: number;
  /** Position of the last event this command recorded, else the stream's last; null when there is none. */
  readonly position: Position | null;
  readonly eventIds: readonly string[];
}

/** The caller's If-Match is not the stream's revision (HTTP 412). */
export class RevisionMismatch extends Error {
  constructor(
    readonly streamId: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`stream ${streamId} is at revision ${actual}, not ${expected}`);
    this.name = 'RevisionMismatch';
  }
}

/** The same command id came back with other content (HTTP 422): a mistake of the caller, nothing was recorded. */
export class CommandIdReused extends Error {
  constructor(readonly commandId: string) {
    super(`command ${commandId} was already recorded with other content`);
    this.name = 'CommandIdReused';
  }
}

/** Answers the facts that follow from a stream's facts (as recorded, corrections not yet applied). */
export type Decide = (facts: readonly RecordedFact[]) => readonly Fact<Record<string, object>>[];

const ATTEMPTS = 12;

/** Loads a stream, applies corrections, folds, decides, appends; on a conflict it does so again from what is there now. */
export class CommandRunner {
  /** @param personal what seals personal data; without it, none is recorded */
  constructor(
    private readonly store: EventStore,
    private readonly personal: PersonalData = noPersonalData,
  ) {}

  /**
   * @throws {Refusal} when a rule says no
   * @throws {RevisionMismatch} when the command's expected revision is not the stream's
   * @throws {CommandIdReused} when the id was used for something else
   * @throws {StoreUnavailable} when the store does not answer; repeating the command is harmless
   */
  run(decider: AnyDecider, command: Command): Promise<Recorded> {
    const name = command.constructor.name;
    const decide = decider.decide[name];
    if (!decide) throw new Error(`${decider.kind} has no rule for ${name}`);
    return this.decideOn(decider, streamIdOf(decider.kind, command.subjectId()), command, (facts) => {
      const decided = decide(command, fold(decider, effectiveFacts(facts)));
      if (decided.length > 0) refuseNeedlessException(command);
      return decided;
    });
  }

  /** As `run`, for rules that read the facts themselves (corrections, disputes). */
  async decideOn(decider: AnyDecider, streamId: string, command: Command, decide: Decide): Promise<Recorded> {
    const { commandId, expectedRevision } = command.issued;
    const commandHash = await this.hashOf(command);
    for (let attempt = 1; ; attempt++) {
      const facts = await loadOpened(this.store, streamId, decider, this.personal);
      const revision = facts.length - 1;
      const repeated = facts.filter((fact) => fact.meta.commandId === commandId);
      if (repeated.length > 0) return repetition(streamId, repeated, commandHash, commandId);
      if (expectedRevision !== undefined && expectedRevision !== revision) {
        throw new RevisionMismatch(streamId, expectedRevision, revision);
      }
      const decided = decide(facts);
      if (decided.length === 0) {
        return { status: 'unchanged', streamId, revision, position: facts.at(-1)?.position ?? null, eventIds: [] };
      }
      const events = await Promise.all(decided.map((fact) => this.newEvent(decider, command, commandHash, fact)));
      try {
        return await this.append(streamId, revision < 0 ? 'none' : revision, events);
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision) || attempt >= ATTEMPTS) throw error;
        await pause(attempt);
      }
    }
  }

  /** What makes two commands the same: their name and all they say, not who issued them nor when. */
  private async hashOf(command: Command): Promise<string> {
    const content = { ...command, issued: undefined };
    checkMarks(content);
    return contentHash({ name: command.constructor.name, content: await this.personal.disguise(content) });
  }

  private async newEvent(
    decider: AnyDecider,
    command: Command,
    commandHash: string,
    fact: Fact<Record<string, object>>,
  ): Promise<NewEvent> {
    const eventId = newEventId();
    const { data, meta } = await this.personal.seal({ eventId, data: fact.data, meta: metaOf(command, commandHash, fact) });
    return {
      eventId,
      type: fact.type,
      schemaVersion: schemaVersionOf(decider, fact.type),
      data: JSON.stringify(data),
      meta: JSON.stringify(meta),
    };
  }

  /** An unknown outcome is asked again with the same ids, which cannot duplicate. */
  private async append(streamId: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Recorded> {
    for (let attempt = 1; ; attempt++) {
      try {
        const [result] = await this.store.append([{ streamId, expected, events }]);
        return {
          status: 'recorded',
          streamId,
          revision: result!.revision,
          position: result!.position,
          eventIds: events.map((event) => event.eventId),
        };
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || error.outcome !== 'unknown' || attempt >= 3) throw error;
        await pause(attempt);
      }
    }
  }
}

function repetition(streamId: string, events: readonly RecordedFact[], commandHash: string, commandId: string): Recorded {
  if (events[0]!.meta.commandHash !== commandHash) throw new CommandIdReused(commandId);
  const last = events.at(-1)!;
  return { status: 'repeated', streamId, revision: last.revision, position: last.position, eventIds: events.map((event) => event.eventId) };
}

function metaOf(command: Command, commandHash: string, fact: Fact<Record<string, object>>): FactMeta {
  const { issued } = command;
  const own = command.occurred === undefined ? null : parseOccurred(command.occurred, command.occurredRaw);
  return {
    occurred: fact.occurred === undefined ? own : fact.occurred,
    sources: (command.sources ?? []).map(({ documentId, locator }) => ({ documentId, locator })),
    recordedBy: issued.actor.id,
    onBehalfOf: command.onBehalfOf,
    reason: command.reason,
    exception: command.exception && { rule: command.exception.rule, reason: command.exception.reason },
    visibility: fact.visibility ?? command.visibility ?? PUBLIC,
    commandId: issued.commandId,
    commandHash,
    correlationId: issued.correlationId,
    causationId: issued.causationId ?? issued.commandId,
    nonce: newEventNonce(),
  };
}

/** Grows with the attempts, with jitter, so that racers on one stream do not meet again. */
function pause(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(250, 4 * 2 ** attempt)));
}

/** For handlers that look for a subject by its id before deciding. */
export const unknownSubject = (kind: string, id: string) => refusal('UNKNOWN_SUBJECT', { kind, id });
