import { Inject, type Provider, type Type } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { CommandRunner, type Recorded } from '@app/event-store';
import {
  refusal,
  refuseNeedlessException,
  stableJson,
  streamIdOf,
  type Command,
  type CommandClass,
  type RecordedFact,
  type SubjectModule,
} from '@app/kernel';
import { CorrectFact, DisputeFact, factCommands, RecordClaim, RetractFact, SettleDispute } from './facts.commands.js';
import { factRules } from './facts.decider.js';

/** Finds the module of a kind of subject; the application provides it, since a module knows no other. */
export const SUBJECT_OF_KIND = Symbol('SUBJECT_OF_KIND');
export type SubjectOfKind = (kind: string) => SubjectModule | undefined;

/** The command inside a correction is not valid; `errors` name its fields below `command`. */
export class InvalidReplacement extends Error {
  constructor(readonly errors: readonly ValidationError[]) {
    super('the command of the correction is not valid');
    this.name = 'InvalidReplacement';
  }
}

type FactCommand = RecordClaim | CorrectFact | RetractFact | DisputeFact | SettleDispute;

/**
 * Decides a claim, correction, retraction, dispute or settlement on its subject's stream.
 * @throws {InvalidReplacement} when the command inside a correction is malformed
 */
export async function recordFact(runner: CommandRunner, subjectOfKind: SubjectOfKind, command: FactCommand): Promise<Recorded> {
  const subject = subjectOfKind(command.subject.kind);
  if (!subject) throw refusal('UNKNOWN_SUBJECT', { ...command.subject });
  const streamId = streamIdOf(subject.kind, command.subject.id);
  const replacement = command instanceof CorrectFact ? replacementOf(command, subject) : undefined;
  const keepsVisibility = !(command instanceof RecordClaim);
  if (keepsVisibility && (command.visibility ?? replacement?.visibility)) throw refusal('VISIBILITY_FOLLOWS_FACT');
  // What is recorded despite a rule says so in its own envelope.
  command.exception ??= replacement?.exception;
  const decide = (facts: readonly RecordedFact[]) => {
    if (command instanceof CorrectFact) return factRules.CorrectFact(command, facts, replacement!, subject.decider);
    if (command instanceof RecordClaim) return factRules.RecordClaim(command, facts);
    if (command instanceof RetractFact) return factRules.RetractFact(command, facts);
    if (command instanceof DisputeFact) return factRules.DisputeFact(command, facts);
    return factRules.SettleDispute(command, facts);
  };
  return runner.decideOn(subject.decider, streamId, command, (facts) => {
    const decided = decide(facts);
    if (decided.length > 0) refuseNeedlessException(replacement ?? command);
    return decided;
  });
}

function replacementOf({ command, subject: { kind, id }, sources, exception }: CorrectFact, subject: SubjectModule): Command {
  const { name, body } = named(command);
  const classes: Readonly<Record<string, CommandClass>> = { ...subject.commands, RecordClaim };
  const type = typeof name === 'string' && Object.hasOwn(classes, name) ? classes[name] : undefined;
  if (!type) throw refusal('CORRECTION_OF_ANOTHER_KIND', { kind, command: String(name).slice(0, 80) });
  const identity = type === RecordClaim ? { subject: { kind, id } } : { [subject.idField]: id };
  const [field, own] = Object.entries(identity)[0]!;
  if (body[field] !== undefined && stableJson(body[field]) !== stableJson(own))
    throw refusal('CORRECTION_OF_ANOTHER_SUBJECT', { kind, id });
  // Who corrects cites once: what the correction cites is what the corrected fact cites, unless its command says otherwise.
  const replacement = plainToInstance(type, { sources, exception, ...body, ...identity });
  const errors = validateSync(replacement, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  if (errors.length > 0) throw new InvalidReplacement(errors);
  return replacement;
}

/** `record` names the command as data files do; `name` does where the command has no field of that name. A null field is absent, as in any request. */
function named({ record, ...rest }: CorrectFact['command']): { name: unknown; body: Record<string, unknown> } {
  const { name, ...others } = rest;
  const given = record === undefined ? others : rest;
  return { name: record ?? name, body: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) };
}

/** One handler for each of the five commands, on whatever stream. */
export const factHandlers: Provider[] = Object.values(factCommands).map((type) => {
  @CommandHandler(type)
  class Handler implements ICommandHandler<Command, Recorded> {
    constructor(
      @Inject(CommandRunner) private readonly runner: CommandRunner,
      @Inject(SUBJECT_OF_KIND) private readonly subjectOfKind: SubjectOfKind,
    ) {}

    execute(command: Command): Promise<Recorded> {
      return recordFact(this.runner, this.subjectOfKind, command as FactCommand);
    }
  }
  Object.defineProperty(Handler, 'name', { value: `${type.name}Handler` });
  return Handler as Type;
});
