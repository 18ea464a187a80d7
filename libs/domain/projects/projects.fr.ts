import { activityFr, dateFr, deFr, figureFr, listFr, parseOccurred, type SentencesOf } from '@app/kernel';
import type { Outcome, ProjectEvents } from './projects.events.js';

const outcomes: Record<Outcome, string> = { accepted: 'retenue', rejected: 'non retenue', shortlisted: 'présélectionnée' };

export const projectSentencesFr: SentencesOf<ProjectEvents> = {
  ProjectProspected: ({ company }) => `Projet en portefeuille${company ? `, porté par ${company}` : ''} (confidentiel)`,
  ProjectAnnounced: ({ company, promoters, investment, jobsPledged, expectedProduction, expectedOpening, ...described }) =>
    [
      `Annonce du projet${company ? ` ${deFr(company)}` : promoters?.length ? ` par ${listFr(promoters)}` : ''}`,
      investment && `${figureFr(investment)} d’investissement`,
      jobsPledged && `${figureFr(jobsPledged, 'emploi')} promis`,
      expectedOpening && `ouverture prévue : ${dateFr(parseOccurred(expectedOpening))}`,
      expectedProduction && `production prévue : ${dateFr(parseOccurred(expectedProduction))}`,
      ...activityFr(described),
    ]
      .filter(Boolean)
      .join(' ; '),
  ProjectRevised: ({ investment, jobsPledged, expectedOpening, ...described }) =>
    [
      'Révision du projet par ses porteurs',
      investment && `${figureFr(investment)} d’investissement`,
      jobsPledged && `${figureFr(jobsPledged, 'emploi')} promis`,
      expectedOpening && `ouverture prévue : ${dateFr(parseOccurred(expectedOpening))}`,
      ...activityFr(described),
    ]
      .filter(Boolean)
      .join(' ; '),
  ProjectAuthorised: ({ permit }) => `Autorisation délivrée${permit ? ` (${permit})` : ''}`,
  WorksStarted: () => 'Début des travaux',
  ProjectOpened: (described) => ['Ouverture', ...activityFr(described)].join(' ; '),
  ProjectSuspended: () => 'Suspension du projet',
  ProjectResumed: () => 'Reprise du projet',
  ProjectAbandoned: () => 'Abandon du projet',
  InvestmentPledged: ({ investment }) => `Investissement annoncé : ${figureFr(investment)}`,
  InvestmentCommitted: ({ investment }) => `Investissement engagé : ${figureFr(investment)}`,
  InvestmentRealised: ({ investment }) => `Investissement réalisé : ${figureFr(investment)}`,
  InvestmentSurviving: ({ investment }) => `Investissement toujours en place : ${figureFr(investment)}`,
  JobsPledged: ({ jobs }) => `Emplois annoncés : ${figureFr(jobs, 'emploi')}`,
  JobsCommitted: ({ jobs }) => `Emplois engagés : ${figureFr(jobs, 'emploi')}`,
  JobsRealised: ({ jobs }) => `Emplois créés : ${figureFr(jobs, 'emploi')}`,
  JobsSurviving: ({ jobs }) => `Emplois toujours présents : ${figureFr(jobs, 'emploi')}`,
  ApplicationSubmitted: ({ applicant, call }) => `Candidature ${deFr(applicant)}${call ? ` (${call})` : ''}`,
  ApplicationDecided: ({ outcome }) => `Candidature ${outcomes[outcome]}`,
  MilestoneExpected: ({ milestone }) => `Étape attendue : ${milestone}`,
  MilestoneReached: ({ milestone }) => `Étape atteinte${milestone ? ` : ${milestone}` : ''}`,
};

type Facts = Record<'id' | 'announced' | 'realised' | 'applicationId' | 'milestoneId', string> & { readonly recorded?: string };

const recordedFr = ({ recorded }: Facts) => (recorded ? ` (${dateFr({ edtf: recorded })})` : '');
const otherwiseFr = 'enregistrez ce que dit cette source comme une déclaration, ou corrigez le fait s’il est faux';

export const projectRefusalsFr = {
  PROJECT_ALREADY_KNOWN: ({ id }: Facts) => `Le projet « ${id} » est déjà enregistré.`,
  PROSPECT_ID_GUESSABLE: () => 'Un projet confidentiel porte un identifiant impossible à deviner : un UUID de version 4.',
  ANNOUNCED_IN_SECRET: () => 'Une annonce rend le projet public : elle ne peut être ni interne ni confidentielle.',
  PROJECT_UNKNOWN: ({ id }: Facts) => `Le projet « ${id} » est inconnu : annoncez-le d’abord.`,
  PROJECT_ABANDONED: () => 'Le projet a été abandonné.',
  AUTHORISED_AFTER_WORKS: () => 'L’autorisation viendrait après le début des travaux.',
  WORKS_STARTED_OTHERWISE: (facts: Facts) => `Le début des travaux est déjà enregistré autrement${recordedFr(facts)} : ${otherwiseFr}.`,
  OPENED_OTHERWISE: (facts: Facts) => `L’ouverture est déjà enregistrée autrement${recordedFr(facts)} : ${otherwiseFr}.`,
  ALREADY_OPEN: () => 'Le projet est déjà ouvert : ses travaux ne peuvent plus commencer.',
  OPENING_NOT_ANNOUNCED: ({ id }: Facts) =>
    `Le projet « ${id} » n’a pas été annoncé : annoncez-le d’abord, ou déclarez une exception motivée par la source.`,
  OPENED_BEFORE_ANNOUNCEMENT: ({ announced }: Facts) => `L’ouverture précéderait l’annonce (${dateFr({ edtf: announced })}).`,
  MORE_SURVIVING_THAN_REALISED: ({ realised }: Facts) => `Plus de présents que de réalisés (${realised}).`,
  APPLICATION_UNKNOWN: ({ applicationId }: Facts) => `La candidature « ${applicationId} » n’a pas été déposée.`,
  APPLICATION_ALREADY_DECIDED: ({ applicationId }: Facts) =>
    `La candidature « ${applicationId} » est déjà tranchée : corrigez le fait s’il est faux.`,
  MILESTONE_ALREADY_REACHED: ({ milestoneId }: Facts) => `L’étape « ${milestoneId} » est déjà atteinte.`,
};
