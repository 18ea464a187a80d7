import { IsIn, IsOptional } from 'class-validator';
import { IsFigure, IsSlug, IsText, SourcedCommand, type CommandsOf, type Figure } from '@app/kernel';
import { IsCommuneCode } from '@app/reference';
import { SITE_KINDS, type SiteKind } from './sites.events.js';

export abstract class SiteCommand extends SourcedCommand {
  @IsSlug() siteId: string;

  subjectId(): string {
    return this.siteId;
  }
}

export class RegisterSite extends SiteCommand {
  @IsText(200) name: string;
  @IsCommuneCode() communeCode: string;
  @IsIn(SITE_KINDS) siteKind: SiteKind;
  @IsOptional() @IsText(200) operator?: string;
  @IsOptional() @IsText(200) activity?: string;
}

export class AnnounceSiteClosure extends SiteCommand {
  @IsOptional() @IsText(200) operator?: string;
  @IsOptional() @IsFigure('people') jobsAtRisk?: Figure;
}

export class CloseSite extends SiteCommand {
  @IsOptional() @IsFigure('people') jobsLost?: Figure;
}

export const siteCommands = { RegisterSite, AnnounceSiteClosure, CloseSite };
export type SiteCommands = CommandsOf<typeof siteCommands>;
