import { activityFr, figureFr, listFr, type SentencesOf } from '@app/kernel';
import type { AidGrant, BeneficiaryKind, DirectAidEvents, ProgrammeEvents } from './funding.events.js';

export const beneficiaryKindsFr: Record<BeneficiaryKind, string> = {
  'very-small-firm': 'très petite entreprise',
  shop: 'commerce',
  craft: 'artisanat',
  'small-firm': 'petite ou moyenne entreprise',
  'mid-size-firm': 'entreprise de taille intermédiaire',
  'large-firm': 'grande entreprise',
  association: 'association',
  'local-authority': 'collectivité',
  other: 'autre',
};

const grant = ({ amount, beneficiary, beneficiaries, beneficiaryKind, grantor, with: partners, naf, sector }: Omit<AidGrant, 'aidId'>) =>
  [
    `Aide accordée : ${figureFr(amount)}`,
    beneficiary && (beneficiaries ? `bénéficiaires : ${beneficiary} (${figureFr(beneficiaries)})` : `bénéficiaire : ${beneficiary}`),
    !beneficiary && beneficiaries && figureFr(beneficiaries, 'bénéficiaire'),
    beneficiaryKind && `nature du bénéficiaire : ${beneficiaryKindsFr[beneficiaryKind]}`,
    ...activityFr({ naf, sector }),
    grantor && `financeur : ${grantor}${partners?.length ? `, avec ${listFr(partners)}` : ''}`,
    !grantor && partners?.length && `financeurs : ${listFr(partners)}`,
  ]
    .filter(Boolean)
    .join(' ; ');

export const programmeSentencesFr: SentencesOf<ProgrammeEvents> = {
  ProgrammeOpened: ({ owner, purpose, envelope, partners, follows }) =>
    [
      'Ouverture du dispositif',
      owner && `porteur : ${owner}`,
      partners?.length && `partenaires : ${listFr(partners)}`,
      envelope && `enveloppe : ${figureFr(envelope)}`,
      purpose && `objet : ${purpose}`,
      follows && `en réponse à : ${follows}`,
    ]
      .filter(Boolean)
      .join(' ; '),
  ProgrammeRenewed: () => 'Reconduction du dispositif',
  ProgrammeClosed: () => 'Fin du dispositif',
  EnvelopeVoted: ({ amount }) => `Vote de l’enveloppe : ${figureFr(amount)}`,
  EnvelopeChanged: ({ amount }) => `Modification de l’enveloppe : ${figureFr(amount)}`,
  AidGranted: grant,
  AidPaid: ({ amount }) => `Aide versée : ${figureFr(amount)}`,
  AidReclaimed: ({ amount }) => `Aide reversée : ${figureFr(amount)}`,
};

export const directAidSentencesFr: SentencesOf<DirectAidEvents> = {
  DirectAidGranted: grant,
  DirectAidPaid: ({ amount }) => `Aide versée : ${figureFr(amount)}`,
  DirectAidReclaimed: ({ amount }) => `Aide reversée : ${figureFr(amount)}`,
};

type Facts = Record<'id' | 'aidId', string> & Record<'envelope' | 'granted' | 'paid' | 'reclaimed', number>;

const euros = (value: number) => figureFr({ value, unit: 'EUR' });

export const fundingRefusalsFr = {
  PROGRAMME_ALREADY_OPEN: ({ id }: Facts) => `Le dispositif « ${id} » est déjà ouvert.`,
  PROGRAMME_UNKNOWN: ({ id }: Facts) => `Le dispositif « ${id} » est inconnu : ouvrez-le d’abord.`,
  PROGRAMME_CLOSED: ({ id }: Facts) => `Le dispositif « ${id} » est clos.`,
  ENVELOPE_RAISED_WITHOUT_VOTE: () => 'Relever l’enveloppe demande un vote.',
  ENVELOPE_BELOW_GRANTED: ({ granted }: Facts) => `L’enveloppe serait inférieure aux aides déjà accordées (${euros(granted)}).`,
  AID_ALREADY_GRANTED: ({ aidId }: Facts) => `L’aide « ${aidId} » est déjà accordée.`,
  AID_UNKNOWN: ({ aidId }: Facts) => `L’aide « ${aidId} » n’a pas été accordée.`,
  AID_BEYOND_ENVELOPE: ({ envelope, granted }: Facts) =>
    `L’aide dépasserait l’enveloppe (${euros(envelope)}, dont ${euros(granted)} déjà accordés) : il faut un vote.`,
  PAID_MORE_THAN_GRANTED: ({ paid, granted }: Facts) =>
    `Les versements (${euros(paid)}) dépasseraient l’aide accordée (${euros(granted)}).`,
  RECLAIMED_MORE_THAN_PAID: ({ paid, reclaimed }: Facts) =>
    `Les reversements (${euros(reclaimed)}) dépasseraient les versements (${euros(paid)}).`,
};
