import type { Texts } from './indicator.js';

// How figures are made, in the words that several observatories share.

/** The source of what nobody but us defines. */
export const OURS = { title: 'Palimpseste, docs/glossaire.md' };

export const counting: Texts = {
  fr: 'Compté le jour médian de sa date ; « sûr » et « possible » en donnent les bornes.',
  en: 'Counted on the median day of its date; “sure” and “possible” are its bounds.',
};

export const happening: Texts = {
  fr: 'Ce qui est arrivé pendant la période. Une date incertaine répartit son montant sur ses jours ; « sûr » et « possible » en donnent les bornes.',
  en: 'What happened within the period. An uncertain date spreads its amount over its days; “sure” and “possible” are its bounds.',
};
