import { subjectModule, type Figure } from '@app/kernel';
import { directAidDecider } from './direct-aid.decider.js';
import { directAidCommands, programmeCommands } from './funding.commands.js';
import { directAidSentencesEn, fundingRefusalsEn, programmeSentencesEn } from './funding.en.js';
import { directAidSentencesFr, fundingRefusalsFr, programmeSentencesFr } from './funding.fr.js';
import { programmeDecider } from './programme.decider.js';

const grantClaims = ({ amount, beneficiaries }: { amount: Figure; beneficiaries?: Figure }) => [
  { about: 'aid-granted', figure: amount, status: 'committed' as const },
  ...(beneficiaries ? [{ about: 'beneficiaries', figure: beneficiaries }] : []),
];

export const programmes = subjectModule({
  decider: programmeDecider,
  plural: 'programmes',
  idField: 'programmeId',
  commands: programmeCommands,
  routes: {
    OpenProgramme: 'opening',
    RenewProgramme: 'renewals',
    CloseProgramme: 'closure',
    VoteEnvelope: 'envelope-votes',
    ChangeEnvelope: 'envelope-changes',
    GrantAid: 'aids',
    PayAid: 'payments',
    ReclaimAid: 'reclaims',
  },
  sentences: { fr: programmeSentencesFr, en: programmeSentencesEn },
  refusals: { fr: fundingRefusalsFr, en: fundingRefusalsEn },
  statuses: { ProgrammeOpened: 'open', ProgrammeRenewed: 'open', ProgrammeClosed: 'closed' },
  claims: {
    ProgrammeOpened: ({ envelope }) => (envelope ? [{ about: 'envelope', figure: envelope }] : []),
    EnvelopeVoted: ({ amount }) => [{ about: 'envelope', figure: amount }],
    EnvelopeChanged: ({ amount }) => [{ about: 'envelope', figure: amount }],
    AidGranted: grantClaims,
    AidPaid: ({ amount }) => [{ about: 'aid-paid', figure: amount, status: 'realised' }],
  },
});

export const directAids = subjectModule({
  decider: directAidDecider,
  plural: 'aids',
  idField: 'aidId',
  commands: directAidCommands,
  routes: { GrantDirectAid: 'grant', PayDirectAid: 'payments', ReclaimDirectAid: 'reclaims' },
  sentences: { fr: directAidSentencesFr, en: directAidSentencesEn },
  refusals: { fr: fundingRefusalsFr, en: fundingRefusalsEn },
  statuses: { DirectAidGranted: 'granted' },
  claims: { DirectAidGranted: grantClaims, DirectAidPaid: ({ amount }) => [{ about: 'aid-paid', figure: amount, status: 'realised' }] },
});
