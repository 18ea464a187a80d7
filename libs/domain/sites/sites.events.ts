import type { Figure } from '@app/kernel';

/** The life of a place: plant, business park, building, brownfield. Every figure is its source's own. */
export interface SiteEvents {
  /** The register knows the place from now on. Says nothing of when it was built. `partOf`: the site it was split from. */
  SiteRegistered: { name: string; communeCode: string; siteKind: SiteKind; operator?: string; activity?: string; partOf?: string };
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
  /** What became of the people, as a dated aggregate of its source: never a person's record. */
  WorkforceReclassified: {
    outOf?: Figure;
    solved: Figure;
    onSameSite?: Figure;
    breakdown?: readonly Solution[];
    shares?: readonly Share[];
    months?: number;
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
