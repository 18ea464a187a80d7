import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsOptional, IsString, Matches, Min, ValidateNested } from 'class-validator';
import { IsAnyFigure, IsFigure, IsOccurred, IsSlug, IsText, SourcedCommand, type CommandsOf, type Figure } from '@app/kernel';
import { IsCommuneCode } from '@app/reference';
import { BODY_KINDS, type BodyKind, type Challenge } from './decisions.events.js';

export abstract class BodyCommand extends SourcedCommand {
  @IsSlug() bodyId: string;

  subjectId(): string {
    return this.bodyId;
  }
}

export class FoundBody extends BodyCommand {
  @IsText(200) name: string;
  @IsIn(BODY_KINDS) bodyKind: BodyKind;
  @IsOptional() @IsText(500) purpose?: string;
  @IsOptional() @IsSlug() partOf?: string;
  @IsOptional() @IsSlug() territoryId?: string;
  @IsOptional() @IsFigure('count') announcedMembers?: Figure;
}

export class JoinBody extends BodyCommand {
  @IsText(200) member: string;
  @IsIn(['institution', 'office-holder']) memberKind: 'institution' | 'office-holder';
  @IsOptional() @IsText(200) role?: string;
  @IsOptional() @IsSlug() territoryId?: string;
}

export class LeaveBody extends BodyCommand {
  @IsText(200) member: string;
}

export const bodyCommands = { FoundBody, JoinBody, LeaveBody };
export type BodyCommands = CommandsOf<typeof bodyCommands>;

export abstract class DecisionCommand extends SourcedCommand {
  @IsSlug() decisionId: string;

  subjectId(): string {
    return this.decisionId;
  }
}

export class ChallengeInput implements Challenge {
  @IsInt() @Min(1) no: number;
  @IsText(300) name: string;
  @IsOptional() @IsText(300) target?: string;
}

export class AdoptDecision extends DecisionCommand {
  @IsText(300) title: string;
  @IsOptional() @IsSlug() bodyId?: string;
  @IsOptional() @IsText(100) number?: string;
  @IsOptional() @IsText(500) purpose?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => ChallengeInput) challenges?: ChallengeInput[];
}

export class SignAgreement extends DecisionCommand {
  @IsText(300) title: string;
  @IsArray() @ArrayMinSize(2) @ArrayMaxSize(50) @IsText(200, { each: true }) parties: string[];
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsText(200, { each: true }) signatories?: string[];
  @IsOptional() @IsText(200) place?: string;
  @IsOptional() @IsCommuneCode() communeCode?: string;
  @IsOptional() @IsText(300) framework?: string;
}

export class SetTarget extends DecisionCommand {
  @IsSlug() targetId: string;
  @IsText(300) target: string;
  @IsOptional() @IsAnyFigure() figure?: Figure;
  @IsOptional() @IsOccurred() by?: string;
  /** The challenge of the decision that it answers, by its number. */
  @IsOptional() @IsInt() @Min(1) challenge?: number;
}

export class ChooseTargetMeasure extends DecisionCommand {
  @IsSlug() targetId: string;
  /** `conjoncture-reprise/aid-beneficiaries`: the observatory, and the indicator. */
  @IsString() @Matches(/^[a-z][a-z0-9-]{1,60}\/[a-z][a-z0-9-]{1,80}$/) indicator: string;
  /** Of the register, or of the official code: `epci-200093201`. */
  @IsOptional() @IsSlug() territoryId?: string;
  @IsOptional() @IsOccurred() from?: string;
}

export class RepealDecision extends DecisionCommand {}

export const decisionCommands = { AdoptDecision, SignAgreement, SetTarget, ChooseTargetMeasure, RepealDecision };
export type DecisionCommands = CommandsOf<typeof decisionCommands>;
