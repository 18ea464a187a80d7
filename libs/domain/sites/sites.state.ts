import { surelyBefore, surelyMore, type Decider, type Figure, type Occurred } from '@app/kernel';
import type { SiteCommands } from './sites.commands.js';
import type { OccupantRole, SiteEvents } from './sites.events.js';

/** What the rules read of a site. */
export type Site =
  | { readonly status: 'unknown' }
  | (Known & { readonly status: 'operating' })
  | (Known & { readonly status: 'closing'; readonly announcement: Said })
  | (Known & { readonly status: 'closed'; readonly announcement?: Said; readonly closure?: Said });

export type KnownSite = Exclude<Site, { status: 'unknown' }>;

interface Known {
  /** The site it was split from, which may have closed before that. */
  readonly partOf?: string;
  readonly occupations: readonly Occupation[];
  readonly owner?: { readonly buyer: string; readonly since: Occurred | null };
  readonly use?: string;
  readonly outline?: Pick<SiteEvents['SiteOutlined'], 'geometry' | 'area'>;
  readonly plan?: Said;
  readonly end?: End;
}

export interface Occupation {
  readonly occupant: string;
  readonly role: OccupantRole;
  readonly use?: string;
  readonly area?: Figure;
  readonly projectId?: string;
}

/** The place goes on under other names. */
export interface End {
  readonly occurred: Occurred | null;
  /** Identifiers of what follows it. */
  readonly into: readonly string[];
}

/** What was recorded of a happening, to compare with what another source says of it. */
export interface Said {
  readonly occurred: Occurred | null;
  readonly figure?: Figure;
}

/** True when `b` adds nothing to `a`, nor contradicts it: a vaguer date or a rounder figure says the same. */
export function alreadySaid(a: Said, b: { readonly occurred?: Occurred; readonly figure?: Figure }): boolean {
  const sameDay = !b.occurred || (a.occurred && !surelyBefore(a.occurred, b.occurred) && !surelyBefore(b.occurred, a.occurred));
  const sameFigure = !b.figure || (a.figure?.unit === b.figure.unit && !surelyMore(a.figure, b.figure) && !surelyMore(b.figure, a.figure));
  return Boolean(sameDay) && sameFigure;
}

export const evolveSite: Decider<Site, SiteCommands, SiteEvents>['evolve'] = {
  // A brownfield was closed before the register knew it.
  SiteRegistered: (_, { operator, siteKind, partOf }) => ({
    partOf,
    status: siteKind === 'brownfield' ? 'closed' : 'operating',
    occupations: operator ? [{ occupant: operator, role: 'operator' }] : [],
  }),
  SiteOutlined: (site, { geometry, area }) => change(site, { outline: { geometry, area } }),
  SiteAcquired: (site, { buyer }, { meta }) => change(site, { owner: { buyer, since: meta.occurred } }),
  SiteOccupied: (site, occupation) => change(site, { occupations: [...known(site).occupations, occupation] }),
  SiteVacated: (site, left) => change(site, { occupations: known(site).occupations.filter(({ occupant }) => occupant !== left.occupant) }),
  EmployeesCounted: (site) => site,
  SiteAreaCounted: (site) => site,
  SiteClosureAnnounced: (site, { jobsAtRisk }, { meta }) => {
    const announcement = { occurred: meta.occurred, figure: jobsAtRisk };
    // The announcement of a closure may be found after the closure.
    return site.status === 'closed' ? { ...site, announcement } : { ...known(site), status: 'closing', announcement };
  },
  ClosurePlanExpected: (site) => site,
  ClosurePlanSigned: (site, _, { meta }) => change(site, { plan: { occurred: meta.occurred } }),
  SiteClosed: (site, { jobsLost }, { meta }) => ({
    ...known(site),
    status: 'closed',
    announcement: announcementOf(site),
    closure: { occurred: meta.occurred, figure: jobsLost },
  }),
  WorkforceReclassified: (site) => site,
  SiteReclassified: (site, { use }) => change(site, { use }),
  SiteSplit: (site, { parts }, { meta }) => change(site, { end: { occurred: meta.occurred, into: parts.map(({ siteId }) => siteId) } }),
  SiteMerged: (site, { into }, { meta }) => change(site, { end: { occurred: meta.occurred, into: [into] } }),
  SitePartlyReused: (site) => site,
};

export const announcementOf = (site: Site): Said | undefined => ('announcement' in site ? site.announcement : undefined);

const known = (site: Site): Known => (site.status === 'unknown' ? { occupations: [] } : site);
const change = (site: Site, changed: Partial<Known>): Site => (site.status === 'unknown' ? site : { ...site, ...changed });
