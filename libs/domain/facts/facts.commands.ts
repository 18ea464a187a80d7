import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsObject, IsOptional, IsString, IsUUID, Matches, ValidateNested } from 'class-validator';
import {
  CLAIM_STATUSES,
  IsAnyFigure,
  IsOccurred,
  IsSlug,
  IsSubjectId,
  IsText,
  ReasonedCommand,
  SourcedCommand,
  type ClaimStatus,
  type CommandsOf,
  type Figure,
} from '@app/kernel';
import { BreakdownInput, ShareOfInput } from './facts.inputs.js';

/** The subject whose stream holds the fact. */
export class SubjectInput {
  @IsString() @Matches(/^[a-z]{2,20}$/) kind: string;
  @IsSubjectId() id: string;
}

/** A source says something that is no event of its own. Exactly one of `figure`, `date`, `text` carries it. */
export class RecordClaim extends SourcedCommand {
  @ValidateNested() @Type(() => SubjectInput) subject: SubjectInput;
  @IsSlug() about: string;
  @IsOptional() @IsAnyFigure() figure?: Figure;
  @IsOptional() @IsOccurred() date?: string;
  @IsOptional() @IsText(500) text?: string;
  @IsOptional() @IsIn(CLAIM_STATUSES) status?: ClaimStatus;
  /** EDTF: when it was said, if the source tells. */
  @IsOptional() @IsOccurred() said?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => ShareOfInput) shares?: ShareOfInput[];
  @IsOptional() @IsArray() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => BreakdownInput) breakdown?: BreakdownInput[];
  @IsOptional() @IsText(1000) note?: string;

  subjectId(): string {
    return this.subject.id;
  }
}

abstract class OnFact extends ReasonedCommand {
  @ValidateNested() @Type(() => SubjectInput) subject: SubjectInput;

  subjectId(): string {
    return this.subject.id;
  }
}

/** `command` is the command that should have been recorded: `{ record: CloseSite, …its fields }` (or `name: CloseSite`, where it has no field `name`). */
export class CorrectFact extends OnFact {
  @IsUUID() corrects: string;
  @IsObject() command: Record<string, unknown>;
}

export class RetractFact extends OnFact {
  @IsUUID() retracts: string;
}

export class DisputeFact extends OnFact {
  @IsUUID() disputes: string;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) with?: string[];
  /** What the dispute is about: the claims' key (`employees`), or in words. */
  @IsText(200) about: string;
}

export class SettleDispute extends OnFact {
  @IsUUID() dispute: string;
  @IsOptional() @IsUUID() preferred?: string;
  @IsText(200) decidedBy: string;
}

export const factCommands = { RecordClaim, CorrectFact, RetractFact, DisputeFact, SettleDispute };
export type FactCommands = CommandsOf<typeof factCommands>;
