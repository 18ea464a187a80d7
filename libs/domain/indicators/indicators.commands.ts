import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { IsAnyFigure, IsSlug, IsText, SourcedCommand, type CommandsOf, type Figure } from '@app/kernel';

export class ObservedElsewhereInput {
  @IsSlug() territoryId: string;
  @IsAnyFigure() figure: Figure;
}

export class ObserveIndicator extends SourcedCommand {
  @IsSlug() indicatorId: string;
  @IsText(200) name: string;
  @IsSlug() territoryId: string;
  @IsAnyFigure() figure: Figure;
  @IsOptional() @ValidateNested() @Type(() => ObservedElsewhereInput) compare?: ObservedElsewhereInput;
  @IsOptional() @ValidateNested() @Type(() => ObservedElsewhereInput) of?: ObservedElsewhereInput;

  subjectId(): string {
    return this.indicatorId;
  }
}

export const indicatorCommands = { ObserveIndicator };
export type IndicatorCommands = CommandsOf<typeof indicatorCommands>;
