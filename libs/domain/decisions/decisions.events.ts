import type { Figure } from '@app/kernel';

/** Bodies that decide or advise, and who sits in them. People appear only as office holders. */
export interface BodyEvents {
  BodyFounded: { name: string; bodyKind: BodyKind; purpose?: string; partOf?: string; territoryId?: string; announcedMembers?: Figure };
  MemberJoined: { member: string; memberKind: 'institution' | 'office-holder'; role?: string; territoryId?: string };
  MemberLeft: { member: string };
}

export interface DecisionEvents {
  /** A body adopted it. `number` is the body's own; absent when the source does not give it. */
  DecisionAdopted: { title: string; bodyId?: string; number?: string; purpose?: string; challenges?: readonly Challenge[] };
  AgreementSigned: {
    title: string;
    parties: readonly string[];
    signatories?: readonly string[];
    place?: string;
    communeCode?: string;
    framework?: string;
  };
  /** What the decision promises, against which results are read; `challenge` is the number of the challenge it answers. */
  TargetSet: { targetId: string; target: string; figure?: Figure; by?: string; challenge?: number };
  /**
   * By which figures the results of a target are read: said by whoever follows it, since a decision seldom says it itself. The last one said is in
   * force. `indicator` is the name of its observatory and its own; without a territory it is read everywhere, without `from` since the target was set.
   */
  TargetMeasureChosen: { targetId: string; indicator: string; territoryId?: string; from?: string };
  DecisionRepealed: object;
}

export const BODY_KINDS = [
  'council',
  'agency',
  'ministry',
  'jury',
  'group',
  'hub',
  'agora',
  'think-tank',
  'observatory',
  'association',
  'company',
  'pole',
  'other',
] as const;
export type BodyKind = (typeof BODY_KINDS)[number];

export interface Challenge {
  readonly no: number;
  readonly name: string;
  readonly target?: string;
}
