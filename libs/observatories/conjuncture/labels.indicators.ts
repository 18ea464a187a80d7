import { counting, happening, OURS, type Indicator } from '@app/measuring';
import { EVERYWHERE, standing } from './texts.js';

export const labelIndicators: readonly Indicator[] = [
  {
    key: 'label-laureates',
    label: { fr: 'Lauréats des labels', en: 'Laureates of the labels' },
    unit: 'count',
    definition: {
      fr: 'Lauréats que les jurys ont retenus, nommés ou non : le total que donne chaque session.',
      en: 'Laureates that juries chose, named or not: the total that each round gives.',
    },
    rule: happening,
    source: OURS,
    reading: { kind: 'sum', facts: { measure: 'laureates', unit: 'count' } },
    by: EVERYWHERE,
  },
  {
    key: 'label-laureates-to-date',
    label: { fr: 'Lauréats des labels depuis l’origine', en: 'Laureates of the labels since they began' },
    unit: 'count',
    definition: { fr: 'Toutes sessions, tel que la dernière le donne.', en: 'Of all rounds, as the last one gives it.' },
    rule: standing,
    source: OURS,
    reading: { kind: 'level', facts: { measure: 'laureates-to-date', unit: 'count' } },
    by: EVERYWHERE,
  },
  {
    key: 'label-awards',
    label: { fr: 'Attributions nommées', en: 'Named awards' },
    unit: 'count',
    definition: {
      fr: 'Lauréats et territoires dont une source donne le nom. Moins que les lauréats quand elle ne les nomme pas tous.',
      en: 'Laureates and territories that a source names. Fewer than the laureates where it does not name all.',
    },
    rule: counting,
    source: OURS,
    reading: { kind: 'count', facts: { measure: 'award' } },
    by: EVERYWHERE,
  },
];
