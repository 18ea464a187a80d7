import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsNumber, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import {
  geometryProblem,
  IsFigure,
  IsFigureIn,
  IsNaf,
  IsOccurred,
  IsSlug,
  IsSubjectId,
  IsText,
  rule,
  SourcedCommand,
  type CommandsOf,
  type Figure,
  type Naf,
} from '@app/kernel';
import { IsCommuneCode } from '@app/reference';
import {
  AREA_STATES,
  AREA_UNITS,
  OCCUPANT_ROLES,
  SITE_KINDS,
  SOLUTIONS,
  type AreaOf,
  type AreaState,
  type Geometry,
  type OccupantRole,
  type Share,
  type SiteKind,
  type Solution,
} from './sites.events.js';

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
  @IsOptional() @IsNaf() naf?: Naf;
  @IsOptional() @IsSlug() sector?: string;
  @IsOptional() @IsSlug() partOf?: string;
}

export class OutlineSite extends SiteCommand {
  /** GeoJSON Point, Polygon or MultiPolygon in WGS 84 (RFC 7946), inside metropolitan France's bounding box or overseas. */
  @rule('isGeometry', undefined, geometryProblem) geometry: Geometry;
  @IsOptional() @IsFigure('ha') area?: Figure;
}

export class AcquireSite extends SiteCommand {
  @IsText(200) buyer: string;
  @IsOptional() @IsText(200) seller?: string;
}

export class OccupySite extends SiteCommand {
  @IsText(200) occupant: string;
  @IsIn(OCCUPANT_ROLES) role: OccupantRole;
  @IsOptional() @IsText(200) use?: string;
  @IsOptional() @IsFigure('ha') area?: Figure;
  @IsOptional() @IsSubjectId() projectId?: string;
}

export class VacateSite extends SiteCommand {
  @IsText(200) occupant: string;
}

export class CountEmployees extends SiteCommand {
  @IsFigure('people') employees: Figure;
}

const unitOfArea = ({ of }: { of?: AreaOf }) => (of && Object.hasOwn(AREA_UNITS, of) ? AREA_UNITS[of] : 'ha');
const statesOfArea = ({ of }: { of?: AreaOf }): readonly string[] => (of && Object.hasOwn(AREA_STATES, of) ? AREA_STATES[of] : ALL_STATES);
const ALL_STATES: readonly string[] = [...new Set([...AREA_STATES.land, ...AREA_STATES.floor])];

export class CountArea extends SiteCommand {
  @IsIn(Object.keys(AREA_UNITS)) of: AreaOf;
  // Land and floor have states of their own.
  @rule(
    'isIn',
    undefined,
    (value, said) =>
      statesOfArea(said).includes(value as string) ? null : `must be one of the following values: ${statesOfArea(said).join(',')}`,
    [ALL_STATES],
  )
  state: AreaState;
  /** Hectares of land, square metres of floor. */
  @IsFigureIn(['ha', 'm2'], unitOfArea) area: Figure;
  @IsOptional() @IsOccurred() expectedDelivery?: string;
}

export class AnnounceSiteClosure extends SiteCommand {
  @IsOptional() @IsText(200) operator?: string;
  @IsOptional() @IsFigure('people') jobsAtRisk?: Figure;
}

export class ExpectClosurePlan extends SiteCommand {}

export class SignClosurePlan extends SiteCommand {
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsText(200, { each: true }) parties?: string[];
}

export class CloseSite extends SiteCommand {
  @IsOptional() @IsFigure('people') jobsLost?: Figure;
}

export class SolutionInput implements Solution {
  @IsIn(SOLUTIONS) solution: Solution['solution'];
  @IsOptional() @IsText(200) label?: string;
  @IsInt() @Min(0) people: number;
}

export class ShareInput implements Share {
  @IsNumber() @Min(0) @Max(1) value: number;
  @IsInt() @Min(1) outOf: number;
  @IsText(200) of: string;
}

export class ReclassifyWorkforce extends SiteCommand {
  /** How many people the aggregate is about. */
  @IsOptional() @IsFigure('people') outOf?: Figure;
  @IsFigure('people') solved: Figure;
  @IsOptional() @IsInt() @Min(0) @Max(240) months?: number;
  @IsOptional() @IsFigure('people') onSameSite?: Figure;
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => SolutionInput) breakdown?: SolutionInput[];
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => ShareInput) shares?: ShareInput[];
}

export class ReclassifySite extends SiteCommand {
  @IsText(200) use: string;
}

export class SitePartInput {
  @IsSlug() siteId: string;
  @IsText(200) name: string;
}

export class SplitSite extends SiteCommand {
  @IsArray() @ArrayMinSize(2) @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => SitePartInput) parts: SitePartInput[];
}

export class MergeSite extends SiteCommand {
  @IsSlug() into: string;
}

export class ReuseSite extends SiteCommand {
  @IsOptional() @IsFigure('share') share?: Figure;
  @IsOptional() @IsFigure('ha') area?: Figure;
  @IsOptional() @IsSubjectId() projectId?: string;
  @IsOptional() @IsText(200) occupant?: string;
}

export const siteCommands = {
  RegisterSite,
  OutlineSite,
  AcquireSite,
  OccupySite,
  VacateSite,
  CountEmployees,
  CountArea,
  AnnounceSiteClosure,
  ExpectClosurePlan,
  SignClosurePlan,
  CloseSite,
  ReclassifyWorkforce,
  ReclassifySite,
  SplitSite,
  MergeSite,
  ReuseSite,
};
export type SiteCommands = CommandsOf<typeof siteCommands>;
