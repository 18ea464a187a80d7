import { dateFr, figureFr, parseOccurred, type SentencesOf } from '@app/kernel';
import type { IndicatorEvents } from './indicators.events.js';

export const indicatorSentencesFr: SentencesOf<IndicatorEvents> = {
  IndicatorObserved: ({ figure, compare, of }) =>
    [
      `Valeur observée : ${figureFr(figure)}`,
      of && `sur ${figureFr(of.figure)} pour le territoire d’ensemble`,
      compare && `contre ${figureFr(compare.figure)} pour le territoire de comparaison`,
    ]
      .filter(Boolean)
      .join(', '),
  SeriesObserved: ({ vintage, values, unit }) => {
    const last = values.at(-1)!;
    return [
      `Série publiée (millésime ${vintage})`,
      figureFr({ value: values.length, unit: 'count' }, 'valeur'),
      `la dernière, ${dateFr(parseOccurred(last.period))} : ${figureFr({ value: last.value, unit })}`,
    ].join(' ; ');
  },
};

type Facts = Record<'id' | 'territoryId' | 'unit' | 'vintage', string>;

const units: Readonly<Record<string, string>> = {
  people: 'personnes',
  EUR: 'euros',
  ha: 'hectares',
  m2: 'mètres carrés',
  share: 'part',
  points: 'points',
  count: 'nombre',
};

export const indicatorRefusalsFr = {
  INDICATOR_OF_ANOTHER_TERRITORY: ({ id, territoryId }: Facts) =>
    `L’indicateur « ${id} » est celui de « ${territoryId} » : donnez un autre identifiant.`,
  INDICATOR_IN_ANOTHER_UNIT: ({ id, unit }: Facts) => `L’indicateur « ${id} » se compte autrement (unité : ${units[unit] ?? unit}).`,
  COMPARED_IN_ANOTHER_UNIT: ({ unit }: Facts) => `On ne compare que ce qui se compte dans la même unité (${units[unit] ?? unit}).`,
  VINTAGE_OBSERVED_OTHERWISE: ({ vintage }: Facts) =>
    `Le millésime « ${vintage} » est déjà enregistré avec d’autres valeurs : donnez un autre millésime, ou corrigez le fait s’il est faux.`,
  PART_MORE_THAN_WHOLE: () => 'La valeur observée dépasse celle de l’ensemble dont elle fait partie.',
};
