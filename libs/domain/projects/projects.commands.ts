import { ArrayMaxSize, IsArray, IsIn, IsOptional } from 'class-validator';
import {
  IsFigure,
  IsNaf,
  IsOccurred,
  IsPosition,
  IsSlug,
  IsSubjectId,
  IsText,
  SourcedCommand,
  type CommandsOf,
  type Figure,
  type Naf,
  type Position,
} from '@app/kernel';
import { IsCommuneCode } from '@app/reference';
import { OUTCOMES, type Outcome } from './projects.events.js';

export abstract class ProjectCommand extends SourcedCommand {
  @IsSubjectId() projectId: string;

  subjectId(): string {
    return this.projectId;
  }
}

export class ProspectProject extends ProjectCommand {
  @IsText(200) name: string;
  @IsOptional() @IsCommuneCode() communeCode?: string;
  @IsOptional() @IsText(200) company?: string;
  @IsOptional() @IsText(200) theme?: string;
  @IsOptional() @IsNaf() naf?: Naf;
  /** *Filière*: `batteries`. */
  @IsOptional() @IsSlug() sector?: string;
  /** Where it is, when the source says more than the municipality. */
  @IsOptional() @IsPosition() point?: Position;
}

export class AnnounceProject extends ProjectCommand {
  @IsText(200) name: string;
  @IsOptional() @IsCommuneCode() communeCode?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsSlug({ each: true }) territoryIds?: string[];
  @IsOptional() @IsText(200) company?: string;
  @IsOptional() @IsText(200) theme?: string;
  @IsOptional() @IsNaf() naf?: Naf;
  @IsOptional() @IsSlug() sector?: string;
  @IsOptional() @IsPosition() point?: Position;
  @IsOptional() @IsFigure('EUR') investment?: Figure;
  @IsOptional() @IsFigure('people') jobsPledged?: Figure;
  @IsOptional() @IsOccurred() expectedOpening?: string;
  @IsOptional() @IsOccurred() expectedProduction?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsText(200, { each: true }) promoters?: string[];
}

export class ReviseProject extends ProjectCommand {
  @IsOptional() @IsText(200) name?: string;
  @IsOptional() @IsCommuneCode() communeCode?: string;
  @IsOptional() @IsText(200) company?: string;
  @IsOptional() @IsText(200) theme?: string;
  @IsOptional() @IsNaf() naf?: Naf;
  @IsOptional() @IsSlug() sector?: string;
  @IsOptional() @IsPosition() point?: Position;
  @IsOptional() @IsFigure('EUR') investment?: Figure;
  @IsOptional() @IsFigure('people') jobsPledged?: Figure;
  @IsOptional() @IsOccurred() expectedOpening?: string;
}

export class AuthoriseProject extends ProjectCommand {
  /** Number of the permit, as its authority writes it. */
  @IsOptional() @IsText(100) permit?: string;
}

export class StartWorks extends ProjectCommand {}
/** What is published of a project may begin with its opening: then its name and place stand here, with the exception. */
export class OpenProject extends ProjectCommand {
  @IsOptional() @IsText(200) name?: string;
  @IsOptional() @IsCommuneCode() communeCode?: string;
  @IsOptional() @IsText(200) theme?: string;
  @IsOptional() @IsNaf() naf?: Naf;
  @IsOptional() @IsSlug() sector?: string;
  @IsOptional() @IsPosition() point?: Position;
}
export class SuspendProject extends ProjectCommand {}
export class ResumeProject extends ProjectCommand {}
export class AbandonProject extends ProjectCommand {}

abstract class InvestmentCommand extends ProjectCommand {
  @IsFigure('EUR') investment: Figure;
}
export class PledgeInvestment extends InvestmentCommand {}
export class CommitInvestment extends InvestmentCommand {}
export class RealiseInvestment extends InvestmentCommand {}
export class ConfirmSurvivingInvestment extends InvestmentCommand {}

abstract class JobsCommand extends ProjectCommand {
  @IsFigure('people') jobs: Figure;
}
export class PledgeJobs extends JobsCommand {}
export class CommitJobs extends JobsCommand {}
export class RealiseJobs extends JobsCommand {}
export class CountSurvivingJobs extends JobsCommand {}

export class SubmitApplication extends ProjectCommand {
  @IsSlug() applicationId: string;
  @IsText(200) applicant: string;
  @IsOptional() @IsText(300) call?: string;
  @IsOptional() @IsText(200) scheme?: string;
}

export class DecideApplication extends ProjectCommand {
  @IsSlug() applicationId: string;
  @IsIn(OUTCOMES) outcome: Outcome;
}

export class ExpectMilestone extends ProjectCommand {
  @IsSlug() milestoneId: string;
  @IsText(300) milestone: string;
}

export class ReachMilestone extends ProjectCommand {
  @IsSlug() milestoneId: string;
  @IsOptional() @IsText(300) milestone?: string;
}

export const projectCommands = {
  ProspectProject,
  AnnounceProject,
  ReviseProject,
  AuthoriseProject,
  StartWorks,
  OpenProject,
  SuspendProject,
  ResumeProject,
  AbandonProject,
  PledgeInvestment,
  CommitInvestment,
  RealiseInvestment,
  ConfirmSurvivingInvestment,
  PledgeJobs,
  CommitJobs,
  RealiseJobs,
  CountSurvivingJobs,
  SubmitApplication,
  DecideApplication,
  ExpectMilestone,
  ReachMilestone,
};
export type ProjectCommands = CommandsOf<typeof projectCommands>;
