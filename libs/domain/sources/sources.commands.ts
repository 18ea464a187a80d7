import { IsIn, IsInt, IsOptional, IsUrl, Matches, MaxLength, Min } from 'class-validator';
import { IsSlug, IsText, ReasonedCommand, UnsourcedCommand, type CommandsOf } from '@app/kernel';
import { REDISTRIBUTIONS, SOURCE_KINDS, type Redistribution, type SourceKind } from './sources.events.js';

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

/** Comes with bytes, hence through a door of its own: who sends it has counted them. */
export class CaptureSource extends UnsourcedCommand {
  @IsSlug() sourceId: string;
  @Matches(/^[0-9a-f]{64}$/) sha256: string;
  @IsInt() @Min(1) bytes: number;
  @Matches(/^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,99}$/) mediaType: string;
  @IsOptional() @IsText(500) title?: string;
  @IsOptional() @IsText(200) licence?: string;
  @IsIn(REDISTRIBUTIONS) redistribution: Redistribution;
  @IsOptional() @MaxLength(2000) @IsUrl({ protocols: ['http', 'https'], require_protocol: true }) address?: string;

  subjectId(): string {
    return this.sourceId;
  }
}

/** Bytes follow: whoever records it destroys them. */
export class DestroyCapture extends ReasonedCommand {
  @IsSlug() sourceId: string;
  @Matches(/^[0-9a-f]{64}$/) sha256: string;
  /** The law, the judgment or the request that asks for it. */
  @IsText(500) legalBasis: string;

  subjectId(): string {
    return this.sourceId;
  }
}

export const sourceCommands = { RegisterSource };
/** Those that come with bytes, or are followed by their end: no data file holds them. */
export const captureCommands = { CaptureSource, DestroyCapture };
export type CaptureCommands = CommandsOf<typeof captureCommands>;
export type SourceCommands = CommandsOf<typeof sourceCommands>;
