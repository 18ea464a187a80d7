import { IsIn, IsOptional } from 'class-validator';
import { IsPersonal, IsSlug, IsText, UnsourcedCommand, type CommandsOf } from '@app/kernel';
import { IsCommuneCode } from '@app/reference';
import { REQUESTER_KINDS, type RequesterKind } from './desk.events.js';

/** The desk is its own source: a request is written down where it is received. */
export abstract class DeskCommand extends UnsourcedCommand {
  @IsSlug() requestId: string;

  subjectId(): string {
    return this.requestId;
  }
}

export class ReceiveRequest extends DeskCommand {
  @IsIn(REQUESTER_KINDS) requesterKind: RequesterKind;
  @IsText(300) topic: string;
  @IsOptional() @IsCommuneCode() communeCode?: string;
  @IsOptional() @IsPersonal() requester?: string;
  @IsOptional() @IsPersonal() contact?: string;
}

export class AnswerRequest extends DeskCommand {
  @IsOptional() @IsText(1000) answer?: string;
}

export const deskCommands = { ReceiveRequest, AnswerRequest };
export type DeskCommands = CommandsOf<typeof deskCommands>;
