import { IsOptional } from 'class-validator';
import { IsFigure, IsSlug, IsSubjectId, IsText, SourcedCommand, type CommandsOf, type Figure } from '@app/kernel';
import { IsCommuneCode } from '@app/reference';

/** A territory has one land account, under the territory's own identifier. */
export abstract class LandCommand extends SourcedCommand {
  @IsSlug() territoryId: string;

  subjectId(): string {
    return this.territoryId;
  }
}

export class OpenLandAccount extends LandCommand {
  @IsText(200) name: string;
}

abstract class LandEntryCommand extends LandCommand {
  @IsSlug() entryId: string;
  @IsFigure('ha') area: Figure;
  @IsOptional() @IsCommuneCode() communeCode?: string;
  @IsOptional() @IsSlug() siteId?: string;
  @IsOptional() @IsSubjectId() projectId?: string;
}
export class DebitLand extends LandEntryCommand {}
export class CreditLand extends LandEntryCommand {}

export const landCommands = { OpenLandAccount, DebitLand, CreditLand };
export type LandCommands = CommandsOf<typeof landCommands>;
