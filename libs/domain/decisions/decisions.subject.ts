import { dateEn, dateFr, figureEn, figureFr, listEn, listFr, parseOccurred, subjectModule, type SentencesOf } from '@app/kernel';
import { bodyDecider } from './body.decider.js';
import { decisionDecider } from './decision.decider.js';
import { bodyCommands, decisionCommands } from './decisions.commands.js';
import type { BodyEvents, DecisionEvents } from './decisions.events.js';

const bodyFr: SentencesOf<BodyEvents> = {
  BodyFounded: ({ purpose, announcedMembers }) =>
    `Création de l’instance${announcedMembers ? `, ${figureFr(announcedMembers, 'membre')} annoncés` : ''}${purpose ? ` ; ${purpose}` : ''}`,
  MemberJoined: ({ member, role, memberKind }) =>
    `${member}${role ? `, ${role}` : memberKind === 'institution' ? ' en devient membre' : ' y siège'}`,
  MemberLeft: ({ member }) => `Départ de ${member}`,
};
const bodyEn: SentencesOf<BodyEvents> = {
  BodyFounded: ({ purpose, announcedMembers }) =>
    `Body founded${announcedMembers ? `, ${figureEn(announcedMembers, 'member')} announced` : ''}${purpose ? `; ${purpose}` : ''}`,
  MemberJoined: ({ member, role }) => `${member} joined${role ? ` (${role})` : ''}`,
  MemberLeft: ({ member }) => `${member} left`,
};
const decisionFr: SentencesOf<DecisionEvents> = {
  DecisionAdopted: ({ number, purpose, challenges }) =>
    `Décision adoptée${number ? ` (n° ${number})` : ''}${purpose ? ` : ${purpose}` : ''}${challenges?.length ? ` (${challenges.length} défis)` : ''}`,
  AgreementSigned: ({ parties, signatories, place }) =>
    `Accord signé${place ? ` à ${place}` : ''} entre ${listFr(parties)}${signatories?.length ? `, par ${listFr(signatories)}` : ''}`,
  TargetSet: ({ target, figure, by }) =>
    `Objectif fixé : ${target}${figure ? ` (${figureFr(figure)})` : ''}${by ? `, échéance : ${dateFr(parseOccurred(by))}` : ''}`,
  DecisionRepealed: () => 'Abrogation',
};
const decisionEn: SentencesOf<DecisionEvents> = {
  DecisionAdopted: ({ number, purpose, challenges }) =>
    `Decision adopted${number ? ` (no. ${number})` : ''}${purpose ? `: ${purpose}` : ''}${challenges?.length ? ` (${challenges.length} challenges)` : ''}`,
  AgreementSigned: ({ parties, signatories, place }) =>
    `Agreement signed${place ? ` in ${place}` : ''} between ${listEn(parties)}${signatories?.length ? `, by ${listEn(signatories)}` : ''}`,
  TargetSet: ({ target, figure, by }) =>
    `Target set: ${target}${figure ? ` (${figureEn(figure)})` : ''}${by ? `, by ${dateEn(parseOccurred(by))}` : ''}`,
  DecisionRepealed: () => 'Repealed',
};

type Facts = Record<'id' | 'member' | 'targetId', string>;

export const bodies = subjectModule({
  decider: bodyDecider,
  plural: 'bodies',
  idField: 'bodyId',
  commands: bodyCommands,
  routes: { FoundBody: 'foundation', JoinBody: 'members', LeaveBody: 'departures' },
  sentences: { fr: bodyFr, en: bodyEn },
  refusals: {
    fr: {
      BODY_ALREADY_FOUNDED: ({ id }: Facts) => `L’instance « ${id} » existe déjà.`,
      BODY_UNKNOWN: ({ id }: Facts) => `L’instance « ${id} » est inconnue : créez-la d’abord.`,
      NOT_A_MEMBER_OF_BODY: ({ member }: Facts) => `${member} ne siège pas dans cette instance.`,
    },
    en: {
      BODY_ALREADY_FOUNDED: ({ id }: Facts) => `Body "${id}" already exists.`,
      BODY_UNKNOWN: ({ id }: Facts) => `Body "${id}" is unknown: found it first.`,
      NOT_A_MEMBER_OF_BODY: ({ member }: Facts) => `${member} does not sit in this body.`,
    },
  },
  statuses: { BodyFounded: 'active' },
  claims: { BodyFounded: ({ announcedMembers }) => (announcedMembers ? [{ about: 'announced-members', figure: announcedMembers }] : []) },
});

export const decisions = subjectModule({
  decider: decisionDecider,
  plural: 'decisions',
  idField: 'decisionId',
  commands: decisionCommands,
  routes: { AdoptDecision: 'adoption', SignAgreement: 'signature', SetTarget: 'targets', RepealDecision: 'repeal' },
  sentences: { fr: decisionFr, en: decisionEn },
  refusals: {
    fr: {
      DECISION_ALREADY_ADOPTED: ({ id }: Facts) => `La décision « ${id} » est déjà enregistrée.`,
      DECISION_NOT_ADOPTED: ({ id }: Facts) => `La décision « ${id} » n’est pas adoptée : elle ne fixe pas d’objectif.`,
      DECISION_REPEALED: ({ id }: Facts) => `La décision « ${id} » est abrogée.`,
      TARGET_ALREADY_SET: ({ targetId }: Facts) => `L’objectif « ${targetId} » est déjà fixé.`,
    },
    en: {
      DECISION_ALREADY_ADOPTED: ({ id }: Facts) => `Decision "${id}" is already recorded.`,
      DECISION_NOT_ADOPTED: ({ id }: Facts) => `Decision "${id}" is not adopted: it sets no target.`,
      DECISION_REPEALED: ({ id }: Facts) => `Decision "${id}" is repealed.`,
      TARGET_ALREADY_SET: ({ targetId }: Facts) => `Target "${targetId}" is already set.`,
    },
  },
  statuses: { DecisionAdopted: 'in-force', AgreementSigned: 'in-force', DecisionRepealed: 'repealed' },
  claims: { TargetSet: ({ targetId, figure }) => (figure ? [{ about: `target-${targetId}`, figure, status: 'announced' }] : []) },
});
