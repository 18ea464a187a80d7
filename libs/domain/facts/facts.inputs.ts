import { IsNumber, Max, Min } from 'class-validator';
import { IsText } from '@app/kernel';

/** A quantity as a share of a named whole: 0.98 of 786 people accompanied. */
export class ShareOfInput {
  @IsNumber() @Min(0) @Max(1) value: number;
  @IsNumber() @Min(0) outOf: number;
  @IsText(200) of: string;
}

export class BreakdownInput {
  @IsText(200) kind: string;
  @IsNumber() @Min(0) value: number;
}
