import {
  parseOccurred,
  refusal,
  refuseUnlessExcepted,
  surelyBefore,
  surelyMore,
  type Decider,
  type Figure,
  type Occurred,
} from '@app/kernel';
import type { SiteCommand, SiteCommands } from './sites.commands.js';
import type { SiteEvents } from './sites.events.js';

interface Known {
  readonly occupants: readonly string[];
  readonly use?: string;
  readonly outlined?: string;
  readonly planSigned?: boolean;
}

type Site =
  | { readonly status: 'unknown' }
  | (Known & { readonly status: 'operating' })
  | (Known & { readonly status: 'closing'; readonly announced: Occurred | null })
  | (Known & { readonly status: 'closed'; readonly jobsLost?: Figure })
  | { readonly status: 'split' }
  | { readonly status: 'merged' };

type InPlace = Exclude<Site, { status: 'unknown' | 'split' | 'merged' }>;

export const siteDecider: Decider<Site, SiteCommands, SiteEvents> = {
  kind: 'site',
  initial: { status: 'unknown' },
  decide: {
    RegisterSite: ({ siteId, name, communeCode, siteKind, operator, activity, partOf }, site) => {
      if (site.status !== 'unknown') throw refusal('SITE_ALREADY_REGISTERED', { siteId });
      return [{ type: 'SiteRegistered', data: { name, communeCode, siteKind, operator, activity, partOf } }];
    },
    OutlineSite: (command, site) => {
      const { outlined } = inPlace(site, command);
      const { geometry, area } = command;
      return outlined === JSON.stringify(geometry) ? [] : [{ type: 'SiteOutlined', data: { geometry, area } }];
    },
    AcquireSite: (command, site) => {
      inPlace(site, command);
      return [{ type: 'SiteAcquired', data: { buyer: command.buyer, seller: command.seller } }];
    },
    OccupySite: (command, site) => {
      const { occupant, role, use, area, projectId } = command;
      if (inPlace(site, command).occupants.includes(occupant)) return [];
      return [{ type: 'SiteOccupied', data: { occupant, role, use, area, projectId } }];
    },
    VacateSite: (command, site) => {
      const { occupant } = command;
      if (!inPlace(site, command).occupants.includes(occupant)) refuseUnlessExcepted(command, 'NOT_AN_OCCUPANT', { occupant });
      return [{ type: 'SiteVacated', data: { occupant } }];
    },
    CountEmployees: (command, site) => {
      inPlace(site, command);
      return [{ type: 'EmployeesCounted', data: { employees: command.employees } }];
    },
    AnnounceSiteClosure: (command, site) => {
      // The same announcement reaches us through several sources: saying it twice changes nothing.
      if (inPlace(site, command).status !== 'operating') return [];
      return [{ type: 'SiteClosureAnnounced', data: { operator: command.operator, jobsAtRisk: command.jobsAtRisk } }];
    },
    ExpectClosurePlan: (command, site) => {
      closingOrClosed(site, command);
      return [{ type: 'ClosurePlanExpected', data: {} }];
    },
    SignClosurePlan: (command, site) => {
      if (closingOrClosed(site, command).planSigned) return [];
      return [{ type: 'ClosurePlanSigned', data: { parties: command.parties } }];
    },
    CloseSite: (command, site) => {
      const known = inPlace(site, command);
      if (known.status === 'closed') return [];
      if (known.status === 'operating') refuseUnlessExcepted(command, 'CLOSURE_NOT_ANNOUNCED');
      if (known.status === 'closing' && before(command.occurred, known.announced)) {
        refuseUnlessExcepted(command, 'CLOSED_BEFORE_ANNOUNCEMENT', { announced: known.announced?.edtf });
      }
      return [{ type: 'SiteClosed', data: { jobsLost: command.jobsLost } }];
    },
    ReclassifyWorkforce: (command, site) => {
      const known = closingOrClosed(site, command);
      const { outOf, solved, onSameSite, breakdown, shares } = command;
      const lost = known.status === 'closed' ? known.jobsLost : undefined;
      const whole = lost ?? outOf;
      // A share says nothing of how many people: only counts can be more than were lost.
      if (whole && [solved, outOf].some((figure) => figure?.unit === 'people' && surelyMore(figure, whole))) {
        refuseUnlessExcepted(command, 'RECLASSIFIED_MORE_THAN_LOST', { lost: whole.value ?? whole.high });
      }
      const detailed = breakdown?.reduce((sum, { people }) => sum + people, 0);
      if (detailed !== undefined && solved.unit === 'people' && solved.value !== undefined && detailed > solved.value) {
        refuseUnlessExcepted(command, 'BREAKDOWN_MORE_THAN_TOTAL', { detailed, solved: solved.value });
      }
      return [{ type: 'WorkforceReclassified', data: { outOf, solved, onSameSite, breakdown, shares } }];
    },
    ReclassifySite: (command, site) => {
      return inPlace(site, command).use === command.use ? [] : [{ type: 'SiteReclassified', data: { use: command.use } }];
    },
    SplitSite: (command, site) => {
      inPlace(site, command);
      const ids = command.parts.map(({ siteId }) => siteId);
      if (new Set(ids).size < ids.length || ids.includes(command.siteId)) throw refusal('PARTS_NOT_DISTINCT', { siteId: command.siteId });
      return [{ type: 'SiteSplit', data: { parts: command.parts.map(({ siteId, name }) => ({ siteId, name })) } }];
    },
    MergeSite: (command, site) => {
      if (site.status === 'merged') return [];
      inPlace(site, command);
      if (command.into === command.siteId) throw refusal('MERGED_INTO_ITSELF', { siteId: command.siteId });
      return [{ type: 'SiteMerged', data: { into: command.into } }];
    },
    ReuseSite: (command, site) => {
      closingOrClosed(site, command);
      const { share, area, projectId, occupant } = command;
      return [{ type: 'SitePartlyReused', data: { share, area, projectId, occupant } }];
    },
  },
  evolve: {
    SiteRegistered: () => ({ status: 'operating', occupants: [] }),
    SiteOutlined: (site, { geometry }) => known(site, { outlined: JSON.stringify(geometry) }),
    SiteAcquired: (site) => site,
    SiteOccupied: (site, { occupant }) => known(site, { occupants: [...occupantsOf(site), occupant] }),
    SiteVacated: (site, { occupant }) => known(site, { occupants: occupantsOf(site).filter((name) => name !== occupant) }),
    EmployeesCounted: (site) => site,
    SiteClosureAnnounced: (site, _, { meta }) => ({ ...facts(site), status: 'closing', announced: meta.occurred }),
    ClosurePlanExpected: (site) => site,
    ClosurePlanSigned: (site) => known(site, { planSigned: true }),
    SiteClosed: (site, { jobsLost }) => ({ ...facts(site), status: 'closed', jobsLost }),
    WorkforceReclassified: (site) => site,
    SiteReclassified: (site, { use }) => known(site, { use }),
    SiteSplit: () => ({ status: 'split' }),
    SiteMerged: () => ({ status: 'merged' }),
    SitePartlyReused: (site) => site,
  },
};

function inPlace(site: Site, { siteId }: SiteCommand): InPlace {
  if (site.status === 'unknown') throw refusal('SITE_UNKNOWN', { siteId });
  if (site.status === 'split' || site.status === 'merged') throw refusal('SITE_NO_LONGER_EXISTS', { siteId });
  return site;
}

function closingOrClosed(site: Site, command: SiteCommand): Exclude<InPlace, { status: 'operating' }> {
  const found = inPlace(site, command);
  if (found.status !== 'operating') return found;
  refuseUnlessExcepted(command, 'CLOSURE_NOT_ANNOUNCED');
  return { ...found, status: 'closing', announced: null };
}

const before = (occurred: string | undefined, day: Occurred | null) => occurred !== undefined && surelyBefore(parseOccurred(occurred), day);
const occupantsOf = (site: Site) => ('occupants' in site ? site.occupants : []);
const facts = (site: Site): Known => ('occupants' in site ? site : { occupants: [] });
const known = (site: Site, change: Partial<Known>): Site => ('occupants' in site ? { ...site, ...change } : site);
