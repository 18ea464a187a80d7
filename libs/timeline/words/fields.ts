import type { Claim } from '@app/kernel';
import type { BodyEvents, BodyKind, DecisionEvents } from '@domain/decisions';
import type { DeskEvents, RequesterKind } from '@domain/desk';
import type { TrainingEvents } from '@domain/employment';
import type { ErasureEvents } from '@domain/erasures';
import type { BeneficiaryKind, DirectAidEvents, ProgrammeEvents } from '@domain/funding';
import type { IndicatorEvents } from '@domain/indicators';
import type { LabelEvents } from '@domain/labels';
import type { LandEvents } from '@domain/land';
import type { Outcome, ProjectEvents } from '@domain/projects';
import type { AreaOf, AreaState, OccupantRole, SiteEvents, SiteKind, Solution } from '@domain/sites';
import type { Redistribution, SourceEvents, SourceKind } from '@domain/sources';
import type { TerritoryEvents, TerritoryKind } from '@domain/territories';

/** Every event that tells a fact, with its payload: a new module is a line here, and its fields then need words. */
export type Payloads = BodyEvents &
  DecisionEvents &
  DeskEvents &
  TrainingEvents &
  ProgrammeEvents &
  DirectAidEvents &
  ErasureEvents &
  IndicatorEvents &
  LabelEvents &
  LandEvents &
  ProjectEvents &
  SiteEvents &
  SourceEvents &
  TerritoryEvents & { ClaimRecorded: Claim };

/** A field of a payload, or what the envelope says of when and on which document. */
export type Field = { [Type in keyof Payloads]: keyof Payloads[Type] }[keyof Payloads] | 'occurred' | 'sources';

/** Words of the codes that some fields hold. */
export interface Codes {
  readonly siteKind: Record<SiteKind, string>;
  readonly bodyKind: Record<BodyKind, string>;
  readonly territoryKind: Record<TerritoryKind, string>;
  readonly sourceKind: Record<SourceKind, string>;
  readonly memberKind: Record<BodyEvents['MemberJoined']['memberKind'], string>;
  readonly redistribution: Record<Redistribution, string>;
  readonly requesterKind: Record<RequesterKind, string>;
  readonly beneficiaryKind: Record<BeneficiaryKind, string>;
  readonly outcome: Record<Outcome, string>;
  readonly role: Record<OccupantRole, string>;
  readonly of: Record<AreaOf, string>;
  readonly state: Record<AreaState, string>;
  readonly breakdown: Record<Solution['solution'], string>;
}
