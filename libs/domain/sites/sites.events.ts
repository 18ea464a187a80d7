import type { Figure } from '@app/kernel';

/** The life of a place: plant, business park, building, brownfield. Every figure is its source's own. */
export interface SiteEvents {
  /** The register knows the place from now on. Says nothing of when it was built. */
  SiteRegistered: { name: string; communeCode: string; siteKind: SiteKind; operator?: string; activity?: string };
  /** The operator made the closure public. Jobs at risk are the operator's own figure on that day. */
  SiteClosureAnnounced: { operator?: string; jobsAtRisk?: Figure };
  /** Production ended for good. Not the day of the announcement, and not the day the last employee left. */
  SiteClosed: { jobsLost?: Figure };
}

export const SITE_KINDS = ['plant', 'business-park', 'building', 'brownfield'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];
