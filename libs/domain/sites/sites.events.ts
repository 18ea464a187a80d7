import type { Figure, Naf } from '@app/kernel';

/** The life of a place: plant, business park, building, brownfield. Every figure is its source's own. */
export interface SiteEvents {
  /** The register knows the place from now on. Says nothing of when it was built. `partOf`: the site it was split from. */
  SiteRegistered: {
    name: string;
    communeCode: string;
    siteKind: SiteKind;
    operator?: string;
    activity?: string;
    naf?: Naf;
    /** *Filière*: `batteries`. */
    sector?: string;
    partOf?: string;
  };
  /** Where the place is, as drawn by the source (WGS 84). */
  SiteOutlined: { geometry: Geometry; area?: Figure };
  /** The place changed hands. */
  SiteAcquired: { buyer: string; seller?: string };
  /** Somebody uses the place from then on; says nothing of who owns it unless the role does. */
  SiteOccupied: { occupant: string; role: OccupantRole; use?: string; area?: Figure; projectId?: string };
  SiteVacated: { occupant: string };
  /** How many people worked there when it was counted. Not how many lost their job. */
  EmployeesCounted: { employees: Figure };
  /** The operator made the closure public. Jobs at risk are the operator's own figure on that day. */
  SiteClosureAnnounced: { operator?: string; jobsAtRisk?: Figure };
  /** The signature of the closure plan (PSE) is awaited on that date. Not its signature. */
  ClosurePlanExpected: object;
  ClosurePlanSigned: { parties?: readonly string[] };
  /** Production ended for good. Not the day of the announcement, and not the day the last employee left. */
  SiteClosed: { jobsLost?: Figure };
  /**
   * Land or office floor in one state, as counted when it occurred. It replaces no other count: the latest of a state stands.
   * `expectedDelivery` (EDTF) tells when announced or authorised floor is to be there.
   */
  SiteAreaCounted: { of: AreaOf; state: AreaState; area: Figure; expectedDelivery?: string };
  /** What became of the people, as a dated aggregate of its source: never a person's record. */
  WorkforceReclassified: {
    outOf?: Figure;
    solved: Figure;
    /** Whole months since the closure or the notifications, as the source counts them: 6, 12, 24. */
    months?: number;
    onSameSite?: Figure;
    breakdown?: readonly Solution[];
    shares?: readonly Share[];
  };
  /** The place got another use. Not what became of its people. */
  SiteReclassified: { use: string };
  SiteSplit: { parts: readonly { siteId: string; name: string }[] };
  SiteMerged: { into: string };
  /** Part of a closed place is in use again. */
  SitePartlyReused: { share?: Figure; area?: Figure; projectId?: string; occupant?: string };
}

export const SITE_KINDS = ['plant', 'business-park', 'building', 'brownfield'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];
export const OCCUPANT_ROLES = ['owner', 'operator', 'tenant'] as const;
export type OccupantRole = (typeof OCCUPANT_ROLES)[number];
/** Land is counted in hectares, office floor in square metres. */
export const AREA_UNITS = { land: 'ha', floor: 'm2' } as const;
export type AreaOf = keyof typeof AREA_UNITS;
export const AREA_STATES = {
  land: ['available', 'occupied', 'vacant', 'brownfield', 'reused'],
  floor: ['announced', 'authorised', 'delivered', 'vacant', 'let'],
} as const;
export type AreaState = (typeof AREA_STATES)[AreaOf][number];
export const SOLUTIONS = ['stable-job', 'fixed-term', 'own-business', 'training', 'retirement', 'none', 'other', 'unknown'] as const;

/** People by kind of solution; `label` is the source's own grouping where it is not quite one of ours. */
export interface Solution {
  readonly solution: (typeof SOLUTIONS)[number];
  readonly label?: string;
  readonly people: number;
}

/** The same people as a share of a named whole. */
export interface Share {
  readonly value: number;
  readonly outOf: number;
  readonly of: string;
}

export interface Geometry {
  readonly type: 'Point' | 'Polygon' | 'MultiPolygon';
  readonly coordinates: readonly unknown[];
}
