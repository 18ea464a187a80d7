import { subjectModule, type Claim, type ClaimMeta } from '@app/kernel';
import { directAidDecider } from './direct-aid.decider.js';
import { directAidCommands, programmeCommands } from './funding.commands.js';
import type { AidGrant } from './funding.events.js';
import { directAidSentencesEn, fundingRefusalsEn, programmeSentencesEn } from './funding.en.js';
import { directAidSentencesFr, fundingRefusalsFr, programmeSentencesFr } from './funding.fr.js';
import { programmeDecider } from './programme.decider.js';

const on = (about: string, { occurred }: ClaimMeta): Claim[] => (occurred ? [{ about, date: occurred }] : []);

// The aids of a programme are not rival figures of one thing: each has keys of its own. Payments add up and rival nothing.
const grantClaims = ({ amount, beneficiaries }: Pick<AidGrant, 'amount' | 'beneficiaries'>, of = ''): Claim[] => [
  { about: `aid-granted${of}`, figure: amount, status: 'committed' },
  ...(beneficiaries ? [{ about: `beneficiaries${of}`, figure: beneficiaries }] : []),
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
    ProgrammeOpened: ({ envelope }, meta) => [...on('opened-on', meta), ...(envelope ? [{ about: 'envelope', figure: envelope }] : [])],
    ProgrammeClosed: (_, meta) => on('closed-on', meta),
    EnvelopeVoted: ({ amount }) => [{ about: 'envelope', figure: amount }],
    EnvelopeChanged: ({ amount }) => [{ about: 'envelope', figure: amount }],
    AidGranted: (grant) => grantClaims(grant, `-${grant.aidId}`),
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
  claims: { DirectAidGranted: (grant) => grantClaims(grant) },
});
