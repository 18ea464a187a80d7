import { counting, happening, OURS, type Dimension, type Indicator, type Reading, type Selection } from '@app/measuring';
import { EVERYWHERE, standing } from './texts.js';

const ANNEX = { title: 'Commission européenne, règlement (UE) 2023/2831 : une aide est accordée quand naît le droit de la recevoir' };
const BY: readonly Dimension[] = [...EVERYWHERE, 'programme', 'category'];

const euros = (measure: string): Selection => ({ measure, unit: 'EUR' });
/** A payment counts where its aid does. */
const ofAid = (facts: Selection): Selection => ({ ...facts, of: 'aid' });
const sum = (facts: Selection): Reading => ({ kind: 'sum', facts });
const count = (facts: Selection): Reading => ({ kind: 'count', facts });
/** All that was said of each aid by then: what was granted, or paid, to date. */
const toDate = (facts: Selection): Reading => ({ kind: 'level', facts });
const beneficiaries = sum({ measure: 'beneficiaries', unit: 'count' });

export const aidIndicators: readonly Indicator[] = [
  {
    key: 'aid-granted',
    label: { fr: 'Aides accordées', en: 'Aid granted' },
    unit: 'EUR',
    definition: {
      fr: 'Montant des aides accordées, sous un dispositif ou non. Accordé n’est pas versé.',
      en: 'Amount of the aid granted, under a programme or not. Granted is not paid.',
    },
    rule: happening,
    source: ANNEX,
    reading: sum(euros('aid-granted')),
    by: BY,
    categories: 'beneficiary',
  },
  {
    key: 'aids-granted',
    label: { fr: 'Nombre d’aides accordées', en: 'Number of aids granted' },
    unit: 'count',
    definition: {
      fr: 'Décisions d’accorder. Une source qui ne donne qu’un total en fait une seule.',
      en: 'Decisions to grant. A source that only gives a total makes it one.',
    },
    rule: counting,
    source: ANNEX,
    reading: count({ measure: 'aid' }),
    by: BY,
    categories: 'beneficiary',
  },
  {
    key: 'aid-beneficiaries',
    label: { fr: 'Bénéficiaires d’aides', en: 'Beneficiaries of aid' },
    unit: 'count',
    definition: {
      fr: 'Bénéficiaires des aides accordées. Qui reçoit deux aides compte deux fois ; une aide qui ne dit pas à combien compte pour un, au moins.',
      en: 'Beneficiaries of the aid granted. Who has two aids counts twice; an aid that does not say to how many counts one, at least.',
    },
    rule: happening,
    source: OURS,
    reading: beneficiaries,
    by: BY,
    categories: 'beneficiary',
  },
  {
    key: 'aid-average',
    label: { fr: 'Aide moyenne', en: 'Average aid' },
    unit: 'EUR',
    definition: { fr: 'Montant accordé par bénéficiaire.', en: 'Amount granted for each beneficiary.' },
    denominator: { fr: 'Bénéficiaires', en: 'Beneficiaries' },
    rule: happening,
    source: OURS,
    reading: { kind: 'ratio', of: sum(euros('aid-granted')), per: beneficiaries },
    by: BY,
    categories: 'beneficiary',
  },
  {
    key: 'aid-paid',
    label: { fr: 'Aides versées', en: 'Aid paid' },
    unit: 'EUR',
    definition: { fr: 'Montant des versements, bruts de ce qui a été reversé.', en: 'Amount of the payments, before what was reclaimed.' },
    rule: happening,
    source: OURS,
    reading: sum(ofAid(euros('aid-paid'))),
    by: BY,
    categories: 'beneficiary',
  },
  {
    key: 'aid-payments',
    label: { fr: 'Nombre de versements', en: 'Number of payments' },
    unit: 'count',
    definition: { fr: 'Versements enregistrés.', en: 'Payments recorded.' },
    rule: counting,
    source: OURS,
    reading: count(ofAid({ measure: 'payment' })),
    by: BY,
    categories: 'beneficiary',
  },
  {
    key: 'aid-reclaimed',
    label: { fr: 'Aides reversées', en: 'Aid reclaimed' },
    unit: 'EUR',
    definition: { fr: 'Montant des aides qu’il a fallu rendre.', en: 'Amount of aid that had to be given back.' },
    rule: happening,
    source: OURS,
    reading: sum(ofAid(euros('aid-reclaimed'))),
    by: BY,
    categories: 'beneficiary',
  },
  {
    key: 'aid-reclaims',
    label: { fr: 'Nombre de reversements', en: 'Number of reclaims' },
    unit: 'count',
    definition: { fr: 'Demandes de rendre une aide.', en: 'Demands to give an aid back.' },
    rule: counting,
    source: OURS,
    reading: count(ofAid({ measure: 'reclaim' })),
    by: BY,
    categories: 'beneficiary',
  },
  {
    key: 'aid-payment-rate',
    label: { fr: 'Part des aides accordées qui est versée', en: 'Share of the granted aid that was paid' },
    unit: 'share',
    definition: {
      fr: 'Versé à la fin de la période, sur accordé à la fin de la période.',
      en: 'Paid by the end of the period over granted by the end of the period.',
    },
    denominator: { fr: 'Aides accordées', en: 'Aid granted' },
    rule: standing,
    source: OURS,
    reading: { kind: 'ratio', of: toDate(ofAid(euros('aid-paid'))), per: toDate(euros('aid-granted')) },
    by: BY,
    categories: 'beneficiary',
  },
  {
    key: 'programme-envelope',
    label: { fr: 'Enveloppe des dispositifs', en: 'Envelope of the programmes' },
    unit: 'EUR',
    definition: {
      fr: 'Ce que les dispositifs peuvent accorder, quand une source le dit : à l’ouverture, puis de vote en modification.',
      en: 'What programmes may grant, where a source tells: when they open, then from vote to change.',
    },
    rule: standing,
    source: OURS,
    reading: toDate(euros('envelope')),
    by: [...EVERYWHERE, 'programme'],
  },
  {
    key: 'envelope-use-rate',
    label: { fr: 'Taux d’utilisation des enveloppes', en: 'Rate of use of the envelopes' },
    unit: 'share',
    definition: {
      fr: 'Accordé à la fin de la période sur l’enveloppe à ce jour. Les aides sans enveloppe connue n’y comptent pas.',
      en: 'Granted by the end of the period over the envelope of that day. Aid without a known envelope does not count.',
    },
    denominator: { fr: 'Enveloppes des dispositifs', en: 'Envelopes of the programmes' },
    rule: standing,
    source: OURS,
    reading: { kind: 'ratio', of: toDate(euros('aid-granted')), per: toDate(euros('envelope')), among: 'programme' },
    by: [...EVERYWHERE, 'programme'],
  },
  {
    key: 'programmes-open',
    label: { fr: 'Dispositifs ouverts', en: 'Programmes open' },
    unit: 'count',
    definition: {
      fr: 'Dispositifs ouverts ou reconduits, et pas clos, à la fin de la période.',
      en: 'Programmes opened or renewed, and not closed, at the end of the period.',
    },
    rule: standing,
    source: OURS,
    reading: { kind: 'level', facts: { measure: 'programme-open', unit: 'count' } },
    by: [...EVERYWHERE, 'programme'],
  },
];
