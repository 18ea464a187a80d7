import { excepted, parseOccurred, refusal, surelyBefore, type Decider, type Occurred } from '@app/kernel';
import type { SiteCommands } from './sites.commands.js';
import type { SiteEvents } from './sites.events.js';

type Site = { status: 'unknown' } | { status: 'operating' } | { status: 'closing'; announced: Occurred | null } | { status: 'closed' };

export const siteDecider: Decider<Site, SiteCommands, SiteEvents> = {
  kind: 'site',
  initial: { status: 'unknown' },
  decide: {
    RegisterSite: ({ siteId, name, communeCode, siteKind, operator, activity }, site) => {
      if (site.status !== 'unknown') throw refusal('SITE_ALREADY_REGISTERED', { siteId });
      return [{ type: 'SiteRegistered', data: { name, communeCode, siteKind, operator, activity } }];
    },
    AnnounceSiteClosure: ({ siteId, operator, jobsAtRisk }, site) => {
      if (site.status === 'unknown') throw refusal('SITE_UNKNOWN', { siteId });
      // The same announcement reaches us through several sources: saying it twice changes nothing.
      if (site.status !== 'operating') return [];
      return [{ type: 'SiteClosureAnnounced', data: { operator, jobsAtRisk } }];
    },
    CloseSite: (command, site) => {
      if (site.status === 'unknown') throw refusal('SITE_UNKNOWN', { siteId: command.siteId });
      if (site.status === 'closed') return [];
      if (site.status === 'operating' && !excepted(command, 'CLOSURE_NOT_ANNOUNCED'))
        throw refusal('CLOSURE_NOT_ANNOUNCED', { siteId: command.siteId });
      if (
        site.status === 'closing' &&
        closedTooEarly(command.occurred, site.announced) &&
        !excepted(command, 'CLOSED_BEFORE_ANNOUNCEMENT')
      ) {
        throw refusal('CLOSED_BEFORE_ANNOUNCEMENT', { siteId: command.siteId, announced: site.announced?.edtf });
      }
      return [{ type: 'SiteClosed', data: { jobsLost: command.jobsLost } }];
    },
  },
  evolve: {
    SiteRegistered: () => ({ status: 'operating' }),
    SiteClosureAnnounced: (_, __, { meta }) => ({ status: 'closing', announced: meta.occurred }),
    SiteClosed: () => ({ status: 'closed' }),
  },
};

const closedTooEarly = (occurred: string | undefined, announced: Occurred | null) =>
  occurred !== undefined && surelyBefore(parseOccurred(occurred), announced);
