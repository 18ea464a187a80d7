import { activityEn, figureEn, listEn, type SentencesOf } from '@app/kernel';
import type { AidGrant, BeneficiaryKind, DirectAidEvents, ProgrammeEvents } from './funding.events.js';

export const beneficiaryKindsEn: Record<BeneficiaryKind, string> = {
  'very-small-firm': 'very small firm',
  shop: 'shop',
  craft: 'craft business',
  'small-firm': 'small or medium-sized firm',
  'mid-size-firm': 'mid-size firm',
  'large-firm': 'large firm',
  association: 'association',
  'local-authority': 'local authority',
  other: 'other',
};

const grant = ({ amount, beneficiary, beneficiaries, beneficiaryKind, grantor, with: partners, naf, sector }: Omit<AidGrant, 'aidId'>) =>
  [
    `Aid granted: ${figureEn(amount)}`,
    beneficiary && (beneficiaries ? `beneficiaries: ${beneficiary} (${figureEn(beneficiaries)})` : `beneficiary: ${beneficiary}`),
    !beneficiary && beneficiaries && figureEn(beneficiaries, 'beneficiary', 'beneficiaries'),
    beneficiaryKind && `kind of beneficiary: ${beneficiaryKindsEn[beneficiaryKind]}`,
    ...activityEn({ naf, sector }),
    grantor && `granted by ${grantor}${partners?.length ? `, with ${listEn(partners)}` : ''}`,
    !grantor && partners?.length && `granted by ${listEn(partners)}`,
  ]
    .filter(Boolean)
    .join('; ');

export const programmeSentencesEn: SentencesOf<ProgrammeEvents> = {
  ProgrammeOpened: ({ owner, purpose, envelope, partners, follows }) =>
    [
      'Programme opened',
      owner && `owner: ${owner}`,
      partners?.length && `partners: ${listEn(partners)}`,
      envelope && `envelope: ${figureEn(envelope)}`,
      purpose && `purpose: ${purpose}`,
      follows && `in answer to: ${follows}`,
    ]
      .filter(Boolean)
      .join('; '),
  ProgrammeRenewed: () => 'Programme renewed',
  ProgrammeClosed: () => 'Programme closed',
  EnvelopeVoted: ({ amount }) => `Envelope voted: ${figureEn(amount)}`,
  EnvelopeChanged: ({ amount }) => `Envelope changed: ${figureEn(amount)}`,
  AidGranted: grant,
  AidPaid: ({ amount }) => `Aid paid: ${figureEn(amount)}`,
  AidReclaimed: ({ amount }) => `Aid reclaimed: ${figureEn(amount)}`,
};

export const directAidSentencesEn: SentencesOf<DirectAidEvents> = {
  DirectAidGranted: grant,
  DirectAidPaid: ({ amount }) => `Aid paid: ${figureEn(amount)}`,
  DirectAidReclaimed: ({ amount }) => `Aid reclaimed: ${figureEn(amount)}`,
};

type Facts = Record<'id' | 'aidId', string> & Record<'envelope' | 'granted' | 'paid' | 'reclaimed', number>;

const euros = (value: number) => figureEn({ value, unit: 'EUR' });

export const fundingRefusalsEn = {
  PROGRAMME_ALREADY_OPEN: ({ id }: Facts) => `Programme "${id}" is already open.`,
  PROGRAMME_UNKNOWN: ({ id }: Facts) => `Programme "${id}" is unknown: open it first.`,
  PROGRAMME_CLOSED: ({ id }: Facts) => `Programme "${id}" is closed.`,
  ENVELOPE_RAISED_WITHOUT_VOTE: () => 'Raising the envelope takes a vote.',
  ENVELOPE_BELOW_GRANTED: ({ granted }: Facts) => `The envelope would be less than the aid already granted (${euros(granted)}).`,
  AID_ALREADY_GRANTED: ({ aidId }: Facts) => `Aid "${aidId}" is already granted.`,
  AID_UNKNOWN: ({ aidId }: Facts) => `Aid "${aidId}" was not granted.`,
  AID_BEYOND_ENVELOPE: ({ envelope, granted }: Facts) =>
    `The aid would exceed the envelope (${euros(envelope)}, ${euros(granted)} already granted): it takes a vote.`,
  PAID_MORE_THAN_GRANTED: ({ paid, granted }: Facts) => `Payments (${euros(paid)}) would exceed the aid granted (${euros(granted)}).`,
  RECLAIMED_MORE_THAN_PAID: ({ paid, reclaimed }: Facts) => `Reclaims (${euros(reclaimed)}) would exceed payments (${euros(paid)}).`,
};
