import { ArrayMaxSize, IsArray, IsIn, IsOptional, Matches } from 'class-validator';
import { IsSlug, IsText, SourcedCommand, type CommandsOf } from '@app/kernel';
import { IsCommuneCode } from '@app/reference';
import { TERRITORY_KINDS, type TerritoryKind } from './territories.events.js';

export abstract class TerritoryCommand extends SourcedCommand {
  @IsSlug() territoryId: string;

  subjectId(): string {
    return this.territoryId;
  }
}

export class RegisterTerritory extends TerritoryCommand {
  @IsText(200) name: string;
  @IsIn(TERRITORY_KINDS) territoryKind: TerritoryKind;
  /** INSEE code (municipality, department, region) or SIREN (intercommunality), as text. */
  @IsOptional() @Matches(/^[0-9AB]{2,9}$/) code?: string;
  @IsOptional() @IsText(200) legalForm?: string;
}

abstract class MembersCommand extends TerritoryCommand {
  @IsOptional() @IsArray() @ArrayMaxSize(2000) @IsCommuneCode({ each: true }) communeCodes?: string[];
  @IsOptional() @IsArray() @ArrayMaxSize(200) @IsSlug({ each: true }) memberIds?: string[];
}
export class AdmitMembers extends MembersCommand {}
export class WithdrawMembers extends MembersCommand {}

export const territoryCommands = { RegisterTerritory, AdmitMembers, WithdrawMembers };
export type TerritoryCommands = CommandsOf<typeof territoryCommands>;
