import { counted, dateFr, figureFr, listFr, parseOccurred, type SentencesOf } from '@app/kernel';
import type { BodyEvents, DecisionEvents } from './decisions.events.js';

const joined = (...parts: (string | false | 0 | undefined)[]) => parts.filter(Boolean).join(' ; ');

export const bodySentencesFr: SentencesOf<BodyEvents> = {
  BodyFounded: ({ purpose, announcedMembers }) =>
    joined(
      'Création de l’instance',
      announcedMembers && `${figureFr(announcedMembers, 'membre')} annoncé${counted(announcedMembers) >= 2 ? 's' : ''}`,
      purpose && `objet : ${purpose}`,
    ),
  MemberJoined: ({ member, role }) => `Nouveau membre : ${member}${role ? ` (${role})` : ''}`,
  MemberLeft: ({ member }) => `Départ d’un membre : ${member}`,
};

export const decisionSentencesFr: SentencesOf<DecisionEvents> = {
  DecisionAdopted: ({ number, purpose, challenges = [] }) =>
    joined(
      `Adoption de la décision${number ? ` n°\u00a0${number}` : ''}`,
      purpose && `objet : ${purpose}`,
      challenges.length > 0 && figureFr({ value: challenges.length, unit: 'count' }, 'défi'),
    ),
  AgreementSigned: ({ parties, signatories, place, framework }) =>
    joined(
      `Signature de l’accord${place ? ` à ${place}` : ''}`,
      `parties : ${listFr(parties)}`,
      signatories?.length && `signataire${signatories.length > 1 ? 's' : ''} : ${listFr(signatories)}`,
      framework && `cadre : ${framework}`,
    ),
  TargetSet: ({ target, figure, by }) =>
    joined(`Objectif fixé : ${target}${figure ? ` (${figureFr(figure)})` : ''}`, by && `échéance : ${dateFr(parseOccurred(by))}`),
  TargetMeasureChosen: ({ targetId, indicator }) => `Mesure choisie pour l’objectif « ${targetId} » : l’indicateur ${indicator}`,
  DecisionRepealed: () => 'Abrogation',
};

type Facts = Record<'id' | 'member' | 'targetId' | 'adopted' | 'challenge', string>;

export const bodyRefusalsFr = {
  BODY_ALREADY_FOUNDED: ({ id }: Facts) => `L’instance « ${id} » existe déjà.`,
  BODY_UNKNOWN: ({ id }: Facts) => `L’instance « ${id} » est inconnue : créez-la d’abord.`,
  BODY_PART_OF_ITSELF: ({ id }: Facts) => `L’instance « ${id} » ne fait pas partie d’elle-même.`,
  NOT_A_MEMBER_OF_BODY: ({ member }: Facts) => `${member} ne siège pas dans cette instance.`,
};

export const decisionRefusalsFr = {
  DECISION_ALREADY_ADOPTED: ({ id }: Facts) => `La décision « ${id} » est déjà enregistrée.`,
  DECISION_NOT_ADOPTED: ({ id }: Facts) => `La décision « ${id} » n’est pas adoptée : enregistrez d’abord son adoption ou sa signature.`,
  DECISION_REPEALED: ({ id }: Facts) => `La décision « ${id} » est abrogée.`,
  CHALLENGES_NOT_DISTINCT: () => 'Deux défis portent le même numéro.',
  TARGET_ALREADY_SET: ({ targetId }: Facts) =>
    `L’objectif « ${targetId} » est déjà fixé autrement : donnez un autre identifiant, ou corrigez le fait.`,
  CHALLENGE_UNKNOWN: ({ challenge }: Facts) => `La décision ne porte aucun défi n°\u00a0${challenge}.`,
  TARGET_UNKNOWN: ({ targetId }: Facts) => `La décision ne fixe aucun objectif « ${targetId} » : fixez-le d’abord.`,
  REPEALED_BEFORE_ADOPTION: ({ adopted }: Facts) => `L’abrogation précéderait l’adoption (${adopted}).`,
};
