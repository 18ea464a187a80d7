import {
  parseOccurred,
  refusal,
  refuseUnlessExcepted,
  stableJson,
  surelyBefore,
  type Decider,
  type Figure,
  type Occurred,
} from '@app/kernel';
import type { OccupySite, SiteCommand, SiteCommands } from './sites.commands.js';
import type { SiteEvents } from './sites.events.js';
import { alreadySaid, announcementOf, evolveSite, type KnownSite, type Occupation, type Said, type Site } from './sites.state.js';
import { noSmallGroupInPublic, reclassifiedWithin } from './workforce.js';

export const siteDecider: Decider<Site, SiteCommands, SiteEvents> = {
  kind: 'site',
  initial: { status: 'unknown' },
  decide: {
    RegisterSite: ({ siteId, name, communeCode, siteKind, operator, activity, naf, sector, partOf }, site) => {
      if (site.status !== 'unknown') throw refusal('SITE_ALREADY_REGISTERED', { siteId });
      if (partOf === siteId) throw refusal('SITE_PART_OF_ITSELF', { siteId });
      return [{ type: 'SiteRegistered', data: { name, communeCode, siteKind, operator, activity, naf, sector, partOf } }];
    },
    OutlineSite: (command, site) => {
      const outline = { geometry: command.geometry, area: command.area };
      return stableJson(inPlace(site, command).outline) === stableJson(outline) ? [] : [{ type: 'SiteOutlined', data: outline }];
    },
    AcquireSite: (command, site) => {
      const { owner } = inPlace(site, command);
      const { buyer, seller } = command;
      // Another date for the same purchase is kept beside the first: both are claims.
      if (owner?.buyer === buyer && alreadySaid({ occurred: owner.since }, { occurred: dateOf(command) })) return [];
      return [{ type: 'SiteAcquired', data: { buyer, seller } }];
    },
    OccupySite: (command, site) => {
      const { occupant, role, use, area, projectId } = command;
      if (inPlace(site, command).occupations.some((occupation) => tellsAll(occupation, command))) return [];
      return [{ type: 'SiteOccupied', data: { occupant, role, use, area, projectId } }];
    },
    VacateSite: (command, site) => {
      const { occupant } = command;
      const { occupations } = inPlace(site, command);
      if (!occupations.some((occupation) => occupation.occupant === occupant)) {
        refuseUnlessExcepted(command, 'NOT_AN_OCCUPANT', { occupant });
      }
      return [{ type: 'SiteVacated', data: { occupant } }];
    },
    CountEmployees: (command, site) => {
      inPlace(site, command);
      return [{ type: 'EmployeesCounted', data: { employees: command.employees } }];
    },
    CountArea: (command, site) => {
      inPlace(site, command);
      const { of, state, area, expectedDelivery } = command;
      return [{ type: 'SiteAreaCounted', data: { of, state, area, expectedDelivery } }];
    },
    AnnounceSiteClosure: (command, site) => {
      const known = inPlace(site, command);
      if (repeats(command, announcementOf(known), command.jobsAtRisk, 'CLOSURE_ANNOUNCED_OTHERWISE')) return [];
      if (known.status === 'closed') inOrder(command, dateOf(command), known.closure?.occurred);
      return [{ type: 'SiteClosureAnnounced', data: { operator: command.operator, jobsAtRisk: command.jobsAtRisk } }];
    },
    ExpectClosurePlan: (command, site) => {
      closingOrClosed(site, command);
      return [{ type: 'ClosurePlanExpected', data: {} }];
    },
    SignClosurePlan: (command, site) => {
      const { plan } = closingOrClosed(site, command);
      if (repeats(command, plan, undefined, 'CLOSURE_PLAN_SIGNED_OTHERWISE')) return [];
      return [{ type: 'ClosurePlanSigned', data: { parties: command.parties } }];
    },
    CloseSite: (command, site) => {
      const known = inPlace(site, command);
      if (known.status === 'closed' && repeats(command, known.closure, command.jobsLost, 'CLOSED_OTHERWISE')) return [];
      if (known.status === 'operating') refuseUnlessExcepted(command, 'CLOSURE_NOT_ANNOUNCED');
      inOrder(command, announcementOf(known)?.occurred, dateOf(command));
      return [{ type: 'SiteClosed', data: { jobsLost: command.jobsLost } }];
    },
    ReclassifyWorkforce: (command, site) => {
      const known = closingOrClosed(site, command);
      reclassifiedWithin(command, known.status === 'closed' ? known.closure?.figure : undefined);
      noSmallGroupInPublic(command);
      const { outOf, solved, months, onSameSite, breakdown, shares } = command;
      return [{ type: 'WorkforceReclassified', data: { outOf, solved, months, onSameSite, breakdown, shares } }];
    },
    ReclassifySite: (command, site) =>
      inPlace(site, command).use === command.use ? [] : [{ type: 'SiteReclassified', data: { use: command.use } }],
    SplitSite: (command, site) => {
      const { siteId, parts } = command;
      const ids = parts.map((part) => part.siteId);
      if (new Set(ids).size < ids.length || ids.includes(siteId)) throw refusal('PARTS_NOT_DISTINCT', { siteId });
      if (endedAs(site, ids)) return [];
      inPlace(site, command);
      return [{ type: 'SiteSplit', data: { parts: parts.map((part) => ({ siteId: part.siteId, name: part.name })) } }];
    },
    MergeSite: (command, site) => {
      if (command.into === command.siteId) throw refusal('MERGED_INTO_ITSELF', { siteId: command.siteId });
      if (endedAs(site, [command.into])) return [];
      inPlace(site, command);
      return [{ type: 'SiteMerged', data: { into: command.into } }];
    },
    ReuseSite: (command, site) => {
      closingOrClosed(site, command);
      const { share, area, projectId, occupant } = command;
      return [{ type: 'SitePartlyReused', data: { share, area, projectId, occupant } }];
    },
  },
  evolve: evolveSite,
};

/** The site as long as it stands under its own name; what was so before it was split or merged may still be found out. */
function inPlace(site: Site, command: SiteCommand): KnownSite {
  const { siteId } = command;
  if (site.status === 'unknown') throw refusal('SITE_UNKNOWN', { siteId });
  if (site.end && !surelyBefore(dateOf(command), site.end.occurred)) refuseUnlessExcepted(command, 'SITE_NO_LONGER_EXISTS', { siteId });
  return site;
}

function closingOrClosed(site: Site, command: SiteCommand): KnownSite {
  const found = inPlace(site, command);
  // The closure of a part may be that of the whole, told there.
  if (found.status === 'operating' && !found.partOf) refuseUnlessExcepted(command, 'CLOSURE_NOT_ANNOUNCED');
  return found;
}

/**
 * The same thing reaches us through several sources: saying it twice changes nothing. Saying it otherwise is a claim of that source or a
 * correction of ours; it only happens a second time when the caller states so.
 */
function repeats(command: SiteCommand, said: Said | undefined, figure: Figure | undefined, rule: string): boolean {
  if (!said) return false;
  if (alreadySaid(said, { occurred: dateOf(command), figure })) return true;
  refuseUnlessExcepted(command, rule, { recorded: said.occurred?.edtf });
  return false;
}

function inOrder(command: SiteCommand, announced: Occurred | null | undefined, closed: Occurred | null | undefined): void {
  if (surelyBefore(closed, announced)) refuseUnlessExcepted(command, 'CLOSED_BEFORE_ANNOUNCEMENT', { announced: announced?.edtf });
}

function tellsAll(occupation: Occupation, { occupant, role, use, area, projectId }: OccupySite): boolean {
  const added = Object.entries({ use, area, projectId }).filter(([, value]) => value !== undefined) as [keyof Occupation, unknown][];
  return (
    occupation.occupant === occupant &&
    occupation.role === role &&
    added.every(([field, value]) => stableJson(occupation[field]) === stableJson(value))
  );
}

const endedAs = (site: Site, into: readonly string[]): boolean =>
  site.status !== 'unknown' && stableJson([...(site.end?.into ?? [])].sort()) === stableJson([...into].sort());

const dateOf = ({ occurred }: SiteCommand): Occurred | undefined => (occurred === undefined ? undefined : parseOccurred(occurred));
