import type { MissingWords, ReachedWords, Rules } from './words.js';

export const missingFr: MissingWords = {
  NO_MEASURE: 'Aucun indicateur n’est choisi pour cet objectif : ses résultats ne se lisent pas.',
  INDICATOR_UNKNOWN: 'L’indicateur choisi n’existe pas ici.',
  TERRITORY_UNKNOWN: 'Le territoire choisi n’est pas connu.',
  NOTHING_RECORDED: 'Rien n’est enregistré pour cette période.',
  NO_FIGURE: 'La décision ne chiffre pas cet objectif.',
  UNITS_DIFFER: 'L’objectif et l’indicateur ne comptent pas la même chose.',
  TOO_FEW_YEARS: 'Moins de cinq années complètes : aucune prévision n’en serait une.',
  YEARS_WITHHELD: 'Des années sont tues, parce qu’elles désigneraient des personnes : rien n’est prévu.',
};

export const reachedFr: ReachedWords = { reached: 'atteint', 'not-reached': 'pas atteint', uncertain: 'les sources ne le disent pas' };

export const rulesFr: Rules = {
  results:
    'L’indicateur choisi, depuis le jour dit (sinon celui où l’objectif fut fixé) jusqu’à l’échéance ; un indicateur de niveau (ce qui est en place) est celui de la fin, avec ce qui était là avant. « atteint » quand même le bas de l’étendue suffit, « pas atteint » quand même le haut ne suffit pas.',
  trajectory:
    'Ce qui est promis et ce qui est constaté au 31 décembre, et ce dont chacun a changé dans l’année. L’année en cours n’est pas complète : elle est montrée, et ne sert pas à prévoir.',
  forecast:
    'Prévision : la droite des moindres carrés sur ce qui fut constaté chaque année complète, prolongée, avec son intervalle de prédiction à 95 % : a + b·x ± t(0,975 ; n−2) · s · √(1 + 1/n + (x−x̄)²/Σ(x−x̄)²). Une année sans fait compte pour zéro ; rien n’est prévu au-dessous de zéro. Elle prolonge le passé et n’explique rien.',
  label: 'Prévision, et non un constat',
};
