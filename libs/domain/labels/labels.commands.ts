import { ArrayMaxSize, IsArray, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsFigure, IsSlug, IsText, SourcedCommand, type CommandsOf, type Figure } from '@app/kernel';
import { IsCommuneCode } from '@app/reference';

export abstract class LabelCommand extends SourcedCommand {
  @IsSlug() labelId: string;

  subjectId(): string {
    return this.labelId;
  }
}

export class CreateLabel extends LabelCommand {
  @IsText(200) name: string;
  @IsOptional() @IsText(200) owner?: string;
  /** What it rewards: `circular`, `social`. */
  @IsOptional() @IsArray() @ArrayMaxSize(20) @IsSlug({ each: true }) purposes?: string[];
}

export class HoldRound extends LabelCommand {
  @IsSlug() roundId: string;
  @IsOptional() @IsInt() @Min(1900) @Max(2200) year?: number;
  @IsOptional() @IsFigure('count') laureates?: Figure;
  @IsOptional() @IsFigure('count') totalToDate?: Figure;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsText(200, { each: true }) jury?: string[];
}

export class AwardLabel extends LabelCommand {
  @IsSlug() awardId: string;
  @IsOptional() @IsSlug() roundId?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsSlug({ each: true }) to?: string[];
  @IsOptional() @IsText(200) laureate?: string;
  @IsOptional() @IsText(200) holder?: string;
  @IsOptional() @IsText(200) by?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(20) @IsSlug({ each: true }) purposes?: string[];
  @IsOptional() @IsSlug() projectId?: string;
  @IsOptional() @IsCommuneCode() communeCode?: string;
}

export class WithdrawLabel extends LabelCommand {
  @IsSlug() awardId: string;
}

export const labelCommands = { CreateLabel, HoldRound, AwardLabel, WithdrawLabel };
export type LabelCommands = CommandsOf<typeof labelCommands>;
