import { IsIn, IsOptional, IsUrl, MaxLength } from 'class-validator';
import { IsSlug, IsText, UnsourcedCommand, type CommandsOf } from '@app/kernel';
import { SOURCE_KINDS, type SourceKind } from './sources.events.js';

/** A document cites no other document: it is where citing ends. */
export class RegisterSource extends UnsourcedCommand {
  @IsSlug() sourceId: string;
  @IsText(500) title: string;
  @IsOptional() @IsIn(SOURCE_KINDS) sourceKind?: SourceKind;
  @IsOptional() @IsText(200) publisher?: string;
  @IsOptional() @IsText(500) subject?: string;
  /** The terms on which what it holds may be used again, as its publisher names them. */
  @IsOptional() @IsText(200) licence?: string;
  @IsOptional() @MaxLength(2000) @IsUrl({ protocols: ['http', 'https'], require_protocol: true }) url?: string;

  subjectId(): string {
    return this.sourceId;
  }
}

export const sourceCommands = { RegisterSource };
export type SourceCommands = CommandsOf<typeof sourceCommands>;
