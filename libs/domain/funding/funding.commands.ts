import { ArrayMaxSize, IsArray, IsIn, IsOptional } from 'class-validator';
import { IsFigure, IsNaf, IsSlug, IsSubjectId, IsText, SourcedCommand, type CommandsOf, type Figure, type Naf } from '@app/kernel';
import { IsCommuneCode } from '@app/reference';
import { BENEFICIARY_KINDS, type BeneficiaryKind } from './funding.events.js';

export abstract class ProgrammeCommand extends SourcedCommand {
  @IsSlug() programmeId: string;

  subjectId(): string {
    return this.programmeId;
  }
}

export class OpenProgramme extends ProgrammeCommand {
  @IsText(200) name: string;
  @IsOptional() @IsText(200) owner?: string;
  @IsOptional() @IsText(500) purpose?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsSlug({ each: true }) territoryIds?: string[];
  @IsOptional() @IsFigure('EUR') envelope?: Figure;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsText(200, { each: true }) partners?: string[];
  @IsOptional() @IsText(300) follows?: string;
}

export class RenewProgramme extends ProgrammeCommand {}
export class CloseProgramme extends ProgrammeCommand {}

export class VoteEnvelope extends ProgrammeCommand {
  @IsFigure('EUR') amount: Figure;
}

export class ChangeEnvelope extends ProgrammeCommand {
  @IsFigure('EUR') amount: Figure;
}

export class GrantAid extends ProgrammeCommand {
  @IsSlug() aidId: string;
  @IsFigure('EUR') amount: Figure;
  @IsOptional() @IsText(200) beneficiary?: string;
  @IsOptional() @IsFigure('count') beneficiaries?: Figure;
  @IsOptional() @IsIn(BENEFICIARY_KINDS) beneficiaryKind?: BeneficiaryKind;
  @IsOptional() @IsNaf() naf?: Naf;
  @IsOptional() @IsSlug() sector?: string;
  @IsOptional() @IsText(200) grantor?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsText(200, { each: true }) with?: string[];
  @IsOptional() @IsSubjectId() projectId?: string;
  @IsOptional() @IsCommuneCode() communeCode?: string;
}

export class PayAid extends ProgrammeCommand {
  @IsSlug() aidId: string;
  @IsFigure('EUR') amount: Figure;
}

export class ReclaimAid extends ProgrammeCommand {
  @IsSlug() aidId: string;
  @IsFigure('EUR') amount: Figure;
}

export const programmeCommands = {
  OpenProgramme,
  RenewProgramme,
  CloseProgramme,
  VoteEnvelope,
  ChangeEnvelope,
  GrantAid,
  PayAid,
  ReclaimAid,
};
export type ProgrammeCommands = CommandsOf<typeof programmeCommands>;

export abstract class DirectAidCommand extends SourcedCommand {
  @IsSlug() aidId: string;

  subjectId(): string {
    return this.aidId;
  }
}

export class GrantDirectAid extends DirectAidCommand {
  @IsText(200) name: string;
  @IsFigure('EUR') amount: Figure;
  @IsOptional() @IsText(200) beneficiary?: string;
  @IsOptional() @IsFigure('count') beneficiaries?: Figure;
  @IsOptional() @IsIn(BENEFICIARY_KINDS) beneficiaryKind?: BeneficiaryKind;
  @IsOptional() @IsNaf() naf?: Naf;
  @IsOptional() @IsSlug() sector?: string;
  @IsOptional() @IsText(200) grantor?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsText(200, { each: true }) with?: string[];
  @IsOptional() @IsSubjectId() projectId?: string;
  @IsOptional() @IsCommuneCode() communeCode?: string;
}

export class PayDirectAid extends DirectAidCommand {
  @IsFigure('EUR') amount: Figure;
}

export class ReclaimDirectAid extends DirectAidCommand {
  @IsFigure('EUR') amount: Figure;
}

export const directAidCommands = { GrantDirectAid, PayDirectAid, ReclaimDirectAid };
export type DirectAidCommands = CommandsOf<typeof directAidCommands>;
