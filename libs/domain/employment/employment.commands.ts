import { IsOptional } from 'class-validator';
import { IsFigure, IsNaf, IsSlug, IsText, SourcedCommand, type CommandsOf, type Figure, type Naf } from '@app/kernel';
import { IsCommuneCode } from '@app/reference';

export abstract class TrainingCommand extends SourcedCommand {
  @IsSlug() trainingId: string;

  subjectId(): string {
    return this.trainingId;
  }
}

export class OpenTraining extends TrainingCommand {
  @IsText(200) name: string;
  @IsOptional() @IsCommuneCode() communeCode?: string;
  @IsOptional() @IsText(200) place?: string;
  /** The project it trains for, when public. */
  @IsOptional() @IsSlug() projectId?: string;
  @IsOptional() @IsFigure('people') places?: Figure;
  /** The activity it trains for. */
  @IsOptional() @IsNaf() naf?: Naf;
  @IsOptional() @IsSlug() sector?: string;
}

export class CountTrainees extends TrainingCommand {
  @IsFigure('people') trainees: Figure;
}

export class CloseTraining extends TrainingCommand {}

export const trainingCommands = { OpenTraining, CountTrainees, CloseTraining };
export type TrainingCommands = CommandsOf<typeof trainingCommands>;
