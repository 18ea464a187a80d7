import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsNumber, IsOptional, ValidateNested } from 'class-validator';
import {
  IsAnyFigure,
  IsNaf,
  IsOccurred,
  IsSlug,
  IsText,
  rule,
  SourcedCommand,
  UNITS,
  type CommandsOf,
  type Figure,
  type Naf,
  type Unit,
} from '@app/kernel';
import type { Observation } from './indicators.events.js';

export abstract class IndicatorCommand extends SourcedCommand {
  @IsSlug() indicatorId: string;

  subjectId(): string {
    return this.indicatorId;
  }
}

export class ObservedElsewhereInput {
  @IsSlug() territoryId: string;
  @IsAnyFigure() figure: Figure;
}

export class ObserveIndicator extends IndicatorCommand {
  @IsText(200) name: string;
  @IsSlug() territoryId: string;
  @IsAnyFigure() figure: Figure;
  @IsOptional() @ValidateNested() @Type(() => ObservedElsewhereInput) compare?: ObservedElsewhereInput;
  @IsOptional() @ValidateNested() @Type(() => ObservedElsewhereInput) of?: ObservedElsewhereInput;
}

export class ObservationInput implements Observation {
  @IsOccurred() period: string;
  @IsNumber() value: number;
}

export class ObserveSeries extends IndicatorCommand {
  @IsText(200) name: string;
  @IsSlug() territoryId: string;
  @IsIn(UNITS) unit: Unit;
  /** Which publication of the series this is, in its source's words: `2023-T3`, or a day. */
  @IsText(40) vintage: string;
  @rule('isSeries', undefined, seriesProblem)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => ObservationInput)
  values: ObservationInput[];
  /** The activity it is observed of, where it is not all of them. */
  @IsOptional() @IsNaf() naf?: Naf;
  /** What exactly is observed. */
  @IsOptional() @IsText(500) definition?: string;
}

/** A period has one value; a share written as a percentage is the likeliest mistake. */
function seriesProblem(values: unknown, said: object): string | null {
  if (!Array.isArray(values)) return null;
  const periods = new Set<unknown>();
  for (const item of values as (Partial<Observation> | null)[]) {
    const { period, value } = item ?? {};
    if (period !== undefined && periods.has(period)) return `has the period "${period}" twice`;
    periods.add(period);
    if ((said as ObserveSeries).unit === 'share' && typeof value === 'number' && Math.abs(value) > 1)
      return 'must be shares between -1 and 1: 0.072 for 7.2 %';
  }
  return null;
}

export const indicatorCommands = { ObserveIndicator, ObserveSeries };
export type IndicatorCommands = CommandsOf<typeof indicatorCommands>;
