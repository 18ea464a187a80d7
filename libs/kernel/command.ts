import 'reflect-metadata';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsString, Matches, ValidateNested } from 'class-validator';
import { refusal } from './refusal.js';
import { IsOccurred, IsSlug, IsText } from './validation.js';

/** Who asks, and the identity that makes asking twice harmless. Set by whoever issues the command, never read from a request's body. */
export interface Issuance {
  /** UUID. The same command id records once. */
  readonly commandId: string;
  /** Account identifier and role, never a personal name. */
  readonly actor: { readonly id: string; readonly role: Role };
  readonly correlationId: string;
  /** The event or command that led to this one. */
  readonly causationId?: string;
  /** If-Match: the revision the caller saw. Nothing is retried when the stream has moved on. */
  readonly expectedRevision?: number;
}

export const ROLES = ['officer', 'auditor', 'administrator', 'data-protection-officer', 'system'] as const;
export type Role = (typeof ROLES)[number];

export class CitationInput {
  @IsSlug() documentId: string;
  /** Page, paragraph or table inside the document. */
  @IsOptional() @IsText(200) locator?: string;
}

export class RuleExceptionInput {
  @IsString() @Matches(/^[A-Z][A-Z0-9_]{2,60}$/) rule: string;
  @IsText(2000) reason: string;
}

export class ConfidentialUntil {
  @IsOptional() @Matches(/^\d{4}-\d{2}-\d{2}$/) date?: string;
  @IsOptional() @Matches(/^[A-Z][A-Za-z]{2,60}$/) event?: string;
}

export class VisibilityInput {
  @IsIn(['public', 'internal', 'confidential']) level: 'public' | 'internal' | 'confidential';
  @IsOptional() @ValidateNested() @Type(() => ConfidentialUntil) until?: ConfidentialUntil;
}

/** What every command may say. At once HTTP body, bus message and import result. It asks; it may be refused. */
export abstract class Command {
  /** Set after validation by whoever issues the command; undecorated, so that no body can carry it. */
  issued: Issuance;

  /** EDTF: when it happened. Absent when the source does not say. */
  @IsOptional() @IsOccurred() occurred?: string;
  /** The source's own wording of the date. */
  @IsOptional() @IsText(200) occurredRaw?: string;
  /** Documents of the register. Whether they must be given depends on the kind of command: see the classes below. */
  sources?: CitationInput[];
  /** Why it is recorded, decided or corrected so. */
  reason?: string;
  /** The office or body that speaks, when whoever records does it for somebody else. */
  @IsOptional() @IsText(200) onBehalfOf?: string;
  @IsOptional() @ValidateNested() @Type(() => VisibilityInput) visibility?: VisibilityInput;
  /** The rule that the published fact breaks, and why it is recorded all the same. */
  @IsOptional() @ValidateNested() @Type(() => RuleExceptionInput) exception?: RuleExceptionInput;

  /** Identifier of the stream's subject: `bridgestone-bethune` in `site-bridgestone-bethune`. */
  abstract subjectId(): string;
}

// Three kinds beside each other, because class-validator keeps an inherited @IsOptional: a subclass cannot make its field required again.

/** A command that states a fact: it cites at least one document of the register. */
export abstract class SourcedCommand extends Command {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => CitationInput) declare sources: CitationInput[];
  @IsOptional() @IsText(4000) declare reason?: string;
}

/** A command that is its own source: a document entering the register, a request made to the desk. */
export abstract class UnsourcedCommand extends Command {
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => CitationInput) declare sources?: CitationInput[];
  @IsOptional() @IsText(4000) declare reason?: string;
}

/** A command about what was recorded before: it says why; it may cite what shows it. */
export abstract class ReasonedCommand extends Command {
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => CitationInput) declare sources?: CitationInput[];
  @IsText(4000) declare reason: string;
}

/** The commands whose exception a rule asked for. */
const needed = new WeakSet<object>();

/** True when the caller states that the published fact breaks exactly this rule, and why. */
export function excepted(command: Pick<Command, 'exception'>, rule: string): boolean {
  if (command.exception?.rule !== rule) return false;
  needed.add(command);
  return true;
}

/**
 * Refuses an exception to a rule that was decided upon and is not broken: recorded, it would tell of a breach that there was not.
 * Called once the command is decided.
 */
export function refuseNeedlessException(command: Command): void {
  const { exception } = command;
  if (exception && !needed.has(command)) throw refusal('EXCEPTION_NOT_NEEDED', { id: command.subjectId(), rule: exception.rule });
}

/** Refuses by a rule that a published fact may break, unless the caller states the exception. */
export function refuseUnlessExcepted(command: Command, rule: string, facts: Readonly<Record<string, unknown>> = {}): void {
  if (!excepted(command, rule)) throw refusal(rule, { id: command.subjectId(), ...facts });
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type CommandClass<C extends Command = Command> = new (...args: any[]) => C;

/** `{ CloseSite: CloseSite }` as the map of its instances. */
export type CommandsOf<Classes extends Record<string, CommandClass>> = { [Name in keyof Classes]: InstanceType<Classes[Name]> };
