import { dateEn, figureEn, listEn, parseOccurred, type SentencesOf } from '@app/kernel';
import type { BodyEvents, DecisionEvents } from './decisions.events.js';

const joined = (...parts: (string | false | 0 | undefined)[]) => parts.filter(Boolean).join('; ');

export const bodySentencesEn: SentencesOf<BodyEvents> = {
  BodyFounded: ({ purpose, announcedMembers }) =>
    joined('Body founded', announcedMembers && `${figureEn(announcedMembers, 'member')} announced`, purpose && `purpose: ${purpose}`),
  MemberJoined: ({ member, role }) => `New member: ${member}${role ? ` (${role})` : ''}`,
  MemberLeft: ({ member }) => `A member left: ${member}`,
};

export const decisionSentencesEn: SentencesOf<DecisionEvents> = {
  DecisionAdopted: ({ number, purpose, challenges = [] }) =>
    joined(
      `Decision${number ? ` no.\u00a0${number}` : ''} adopted`,
      purpose && `purpose: ${purpose}`,
      challenges.length > 0 && figureEn({ value: challenges.length, unit: 'count' }, 'challenge'),
    ),
  AgreementSigned: ({ parties, signatories, place, framework }) =>
    joined(
      `Agreement signed${place ? ` in ${place}` : ''}`,
      `parties: ${listEn(parties)}`,
      signatories?.length && `signed by ${listEn(signatories)}`,
      framework && `framework: ${framework}`,
    ),
  TargetSet: ({ target, figure, by }) =>
    joined(`Target set: ${target}${figure ? ` (${figureEn(figure)})` : ''}`, by && `due: ${dateEn(parseOccurred(by))}`),
  TargetMeasureChosen: ({ targetId, indicator }) => `Measure chosen for the target "${targetId}": the indicator ${indicator}`,
  DecisionRepealed: () => 'Repealed',
};

type Facts = Record<'id' | 'member' | 'targetId' | 'adopted' | 'challenge', string>;

export const bodyRefusalsEn = {
  BODY_ALREADY_FOUNDED: ({ id }: Facts) => `Body "${id}" already exists.`,
  BODY_UNKNOWN: ({ id }: Facts) => `Body "${id}" is unknown: found it first.`,
  BODY_PART_OF_ITSELF: ({ id }: Facts) => `Body "${id}" is no part of itself.`,
  NOT_A_MEMBER_OF_BODY: ({ member }: Facts) => `${member} does not sit in this body.`,
};

export const decisionRefusalsEn = {
  DECISION_ALREADY_ADOPTED: ({ id }: Facts) => `Decision "${id}" is already recorded.`,
  DECISION_NOT_ADOPTED: ({ id }: Facts) => `Decision "${id}" is not adopted: record its adoption or signature first.`,
  DECISION_REPEALED: ({ id }: Facts) => `Decision "${id}" is repealed.`,
  CHALLENGES_NOT_DISTINCT: () => 'Two challenges have the same number.',
  TARGET_ALREADY_SET: ({ targetId }: Facts) =>
    `Target "${targetId}" is already set otherwise: give another identifier, or correct the fact.`,
  CHALLENGE_UNKNOWN: ({ challenge }: Facts) => `The decision has no challenge no.\u00a0${challenge}.`,
  TARGET_UNKNOWN: ({ targetId }: Facts) => `The decision sets no target "${targetId}": set it first.`,
  REPEALED_BEFORE_ADOPTION: ({ adopted }: Facts) => `The repeal would come before the adoption (${adopted}).`,
};
