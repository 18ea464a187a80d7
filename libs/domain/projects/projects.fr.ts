import { dateFr, deFr, figureFr, listFr, parseOccurred, type SentencesOf } from '@app/kernel';
import type { Outcome, ProjectEvents } from './projects.events.js';

const outcomes: Record<Outcome, string> = { accepted: 'retenue', rejected: 'non retenue', shortlisted: 'présélectionnée' };

export const projectSentencesFr: SentencesOf<ProjectEvents> = {
  ProjectProspected: ({ company }) => `Projet en portefeuille${company ? `, porté par ${company}` : ''} (confidentiel)`,
  ProjectAnnounced: ({ company, promoters, investment, jobsPledged, expectedProduction, expectedOpening }) =>
    [
      `Annonce du projet${company ? ` ${deFr(company)}` : promoters?.length ? ` par ${listFr(promoters)}` : ''}`,
      investment && `${figureFr(investment)} d’investissement`,
      jobsPledged && `${figureFr(jobsPledged, 'emploi')} promis`,
      expectedOpening && `ouverture prévue : ${dateFr(parseOccurred(expectedOpening))}`,
      expectedProduction && `production prévue : ${dateFr(parseOccurred(expectedProduction))}`,
    ]
      .filter(Boolean)
      .join(' ; '),
  ProjectRevised: ({ investment, jobsPledged, expectedOpening }) =>
    [
      'Révision du projet par ses porteurs',
      investment && `${figureFr(investment)} d’investissement`,
      jobsPledged && `${figureFr(jobsPledged, 'emploi')} promis`,
      expectedOpening && `ouverture prévue : ${dateFr(parseOccurred(expectedOpening))}`,
    ]
      .filter(Boolean)
      .join(' ; '),
  ProjectAuthorised: ({ permit }) => `Autorisation délivrée${permit ? ` (${permit})` : ''}`,
  WorksStarted: () => 'Début des travaux',
  ProjectOpened: () => 'Ouverture',
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
  MilestoneReached: ({ milestone, milestoneId }) => `Étape atteinte : ${milestone ?? milestoneId}`,
};

type Facts = Record<'id' | 'announced' | 'realised' | 'applicationId' | 'milestoneId', string>;

export const projectRefusalsFr = {
  PROJECT_ALREADY_KNOWN: ({ id }: Facts) => `Le projet « ${id} » est déjà enregistré.`,
  PROSPECT_ID_GUESSABLE: () => 'Un projet confidentiel porte un identifiant impossible à deviner : un UUID de version 4.',
  PROJECT_UNKNOWN: ({ id }: Facts) => `Le projet « ${id} » est inconnu : annoncez-le d’abord.`,
  PROJECT_ABANDONED: () => 'Le projet a été abandonné.',
  AUTHORISED_AFTER_WORKS: () => 'L’autorisation viendrait après le début des travaux.',
  ALREADY_OPEN: () => 'Le projet est déjà ouvert : ses travaux ne peuvent plus commencer.',
  OPENING_NOT_ANNOUNCED: ({ id }: Facts) =>
    `Le projet « ${id} » n’a pas été annoncé : annoncez-le d’abord, ou déclarez une exception motivée par la source.`,
  OPENED_BEFORE_ANNOUNCEMENT: ({ announced }: Facts) => `L’ouverture précéderait l’annonce (${announced}).`,
  MORE_SURVIVING_THAN_REALISED: ({ realised }: Facts) => `Plus de présents que de réalisés (${realised}).`,
  APPLICATION_UNKNOWN: ({ applicationId }: Facts) => `La candidature « ${applicationId} » n’a pas été déposée.`,
  APPLICATION_ALREADY_DECIDED: ({ applicationId }: Facts) =>
    `La candidature « ${applicationId} » est déjà tranchée : corrigez le fait s’il est faux.`,
  MILESTONE_ALREADY_REACHED: ({ milestoneId }: Facts) => `L’étape « ${milestoneId} » est déjà atteinte.`,
};
