import type { Dimension, Texts } from '@app/measuring';

/** What every figure of this observatory may be broken down by; `category` and `programme` where they mean something. */
export const EVERYWHERE: readonly Dimension[] = ['territory', 'year', 'quarter', 'month', 'theme', 'sector', 'naf', 'subject'];

export const OURS = { title: 'Palimpseste, docs/glossaire.md' };

export const happening: Texts = {
  fr: 'Ce qui est arrivé pendant la période. Une date incertaine répartit son montant sur ses jours ; « sûr » et « possible » en donnent les bornes.',
  en: 'What happened within the period. An uncertain date spreads its amount over its days; “sure” and “possible” are its bounds.',
};
export const counting: Texts = {
  fr: 'Compté le jour médian de sa date ; « sûr » et « possible » en donnent les bornes.',
  en: 'Counted on the median day of its date; “sure” and “possible” are its bounds.',
};
export const standing: Texts = {
  fr: 'De chaque projet ou dispositif, la dernière déclaration connue à la fin de la période ; elles s’ajoutent. Une date incertaine vaut pour son jour médian.',
  en: 'Of each project or programme the last claim known at the end of the period; they add up. An uncertain date counts on its median day.',
};
