import { figureFr, type SentencesOf } from '@app/kernel';
import type { SiteEvents } from './sites.events.js';

export const siteSentencesFr: SentencesOf<SiteEvents> = {
  SiteRegistered: ({ activity }) => (activity ? `Entrée au registre des sites (activité : ${activity})` : 'Entrée au registre des sites'),
  SiteClosureAnnounced: ({ operator, jobsAtRisk }) =>
    `Annonce de la fermeture${operator ? ` par ${operator}` : ''}${jobsAtRisk ? ` (${figureFr(jobsAtRisk, 'emploi')} menacés)` : ''}`,
  SiteClosed: ({ jobsLost }) => `Fermeture du site${jobsLost ? ` (${figureFr(jobsLost, 'emploi')} supprimés)` : ''}`,
};

export const siteRefusalsFr = {
  SITE_ALREADY_REGISTERED: ({ siteId }: { siteId: string }) => `Le site « ${siteId} » est déjà au registre.`,
  SITE_UNKNOWN: ({ siteId }: { siteId: string }) => `Le site « ${siteId} » n’est pas au registre : enregistrez-le d’abord.`,
  CLOSURE_NOT_ANNOUNCED: () =>
    'La fermeture n’a pas été annoncée : enregistrez l’annonce, ou déclarez une exception motivée par la source.',
  CLOSED_BEFORE_ANNOUNCEMENT: ({ announced }: { announced: string }) => `La fermeture précéderait son annonce (${announced}).`,
};
