import { subjectModule, type Claim, type ClaimMeta } from '@app/kernel';
import { bodyDecider } from './body.decider.js';
import { decisionDecider } from './decision.decider.js';
import { bodyCommands, decisionCommands } from './decisions.commands.js';
import { bodyRefusalsEn, bodySentencesEn, decisionRefusalsEn, decisionSentencesEn } from './decisions.en.js';
import { bodyRefusalsFr, bodySentencesFr, decisionRefusalsFr, decisionSentencesFr } from './decisions.fr.js';

const on = (about: string, { occurred }: ClaimMeta): Claim[] => (occurred ? [{ about, date: occurred }] : []);

export const bodies = subjectModule({
  decider: bodyDecider,
  plural: 'bodies',
  idField: 'bodyId',
  commands: bodyCommands,
  routes: { FoundBody: 'foundation', JoinBody: 'members', LeaveBody: 'departures' },
  sentences: { fr: bodySentencesFr, en: bodySentencesEn },
  refusals: { fr: bodyRefusalsFr, en: bodyRefusalsEn },
  statuses: { BodyFounded: 'active' },
  claims: {
    BodyFounded: ({ announcedMembers }, meta) => [
      ...on('founded-on', meta),
      ...(announcedMembers ? [{ about: 'announced-members', figure: announcedMembers }] : []),
    ],
  },
});

export const decisions = subjectModule({
  decider: decisionDecider,
  plural: 'decisions',
  idField: 'decisionId',
  commands: decisionCommands,
  routes: {
    AdoptDecision: 'adoption',
    SignAgreement: 'signature',
    SetTarget: 'targets',
    ChooseTargetMeasure: 'target-measures',
    RepealDecision: 'repeal',
  },
  sentences: { fr: decisionSentencesFr, en: decisionSentencesEn },
  refusals: { fr: decisionRefusalsFr, en: decisionRefusalsEn },
  statuses: { DecisionAdopted: 'in-force', AgreementSigned: 'in-force', DecisionRepealed: 'repealed' },
  claims: {
    DecisionAdopted: ({ challenges = [] }, meta) => [
      ...on('adopted-on', meta),
      ...(challenges.length > 0 ? [{ about: 'challenges', figure: { value: challenges.length, unit: 'count' as const } }] : []),
    ],
    AgreementSigned: (_, meta) => on('signed-on', meta),
    TargetSet: ({ targetId, figure }) => (figure ? [{ about: `target-${targetId}`, figure, status: 'announced' }] : []),
    DecisionRepealed: (_, meta) => on('repealed-on', meta),
  },
});
