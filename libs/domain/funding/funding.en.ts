import { figureEn, listEn, type SentencesOf } from '@app/kernel';
import type { AidGrant, DirectAidEvents, ProgrammeEvents } from './funding.events.js';

const grant = ({ amount, beneficiary, beneficiaries, grantor, with: partners }: Omit<AidGrant, 'aidId'>) =>
  `Aid granted${grantor ? ` by ${grantor}` : ''}${partners?.length ? ` with ${listEn(partners)}` : ''}: ${figureEn(amount)}${
    beneficiary ? `, to ${beneficiary}` : ''
  }${beneficiaries ? `, to ${figureEn(beneficiaries, 'beneficiary', 'beneficiaries')}` : ''}`;

export const programmeSentencesEn: SentencesOf<ProgrammeEvents> = {
  ProgrammeOpened: ({ owner, envelope, purpose, partners }) =>
    `Programme opened${owner ? ` by ${owner}` : ''}${partners?.length ? ` with ${listEn(partners)}` : ''}${envelope ? `, envelope: ${figureEn(envelope)}` : ''}${
      purpose ? `; ${purpose}` : ''
    }`,
  ProgrammeRenewed: () => 'Programme renewed',
  ProgrammeClosed: () => 'Programme closed',
  EnvelopeVoted: ({ amount }) => `Envelope voted: ${figureEn(amount)}`,
  EnvelopeChanged: ({ amount }) => `Envelope changed to ${figureEn(amount)}`,
  AidGranted: grant,
  AidPaid: ({ amount }) => `Aid paid: ${figureEn(amount)}`,
  AidReclaimed: ({ amount }) => `Aid reclaimed: ${figureEn(amount)}`,
};

export const directAidSentencesEn: SentencesOf<DirectAidEvents> = {
  DirectAidGranted: grant,
  DirectAidPaid: ({ amount }) => `Aid paid: ${figureEn(amount)}`,
  DirectAidReclaimed: ({ amount }) => `Aid reclaimed: ${figureEn(amount)}`,
};

type Facts = Record<'id' | 'aidId' | 'envelope' | 'granted' | 'paid' | 'reclaimed', string>;

export const fundingRefusalsEn = {
  PROGRAMME_ALREADY_OPEN: ({ id }: Facts) => `Programme "${id}" is already open.`,
  PROGRAMME_UNKNOWN: ({ id }: Facts) => `Programme "${id}" is unknown: open it first.`,
  PROGRAMME_CLOSED: ({ id }: Facts) => `Programme "${id}" is closed.`,
  ENVELOPE_RAISED_WITHOUT_VOTE: () => 'Raising the envelope takes a vote.',
  ENVELOPE_BELOW_GRANTED: ({ granted }: Facts) => `The envelope would be less than the aid already granted (€${granted}).`,
  AID_ALREADY_GRANTED: ({ aidId }: Facts) => `Aid "${aidId}" is already granted.`,
  AID_UNKNOWN: ({ aidId }: Facts) => `Aid "${aidId}" was not granted.`,
  AID_BEYOND_ENVELOPE: ({ envelope, granted }: Facts) =>
    `The aid would exceed the envelope (€${envelope}, €${granted} already granted): it takes a vote.`,
  PAID_MORE_THAN_GRANTED: ({ paid, granted }: Facts) => `Payments (€${paid}) would exceed the aid granted (€${granted}).`,
  RECLAIMED_MORE_THAN_PAID: ({ paid, reclaimed }: Facts) => `Reclaims (€${reclaimed}) would exceed payments (€${paid}).`,
};
