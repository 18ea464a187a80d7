import type { Dimension, Texts } from '@app/measuring';

/** What every figure of this observatory may be broken down by; `category` and `programme` where they mean something. */
export const EVERYWHERE: readonly Dimension[] = ['territory', 'year', 'quarter', 'month', 'theme', 'sector', 'naf', 'subject'];

export const standing: Texts = {
  fr: 'De chaque projet ou dispositif, la dernière déclaration connue à la fin de la période ; elles s’ajoutent. Une date incertaine vaut pour son jour médian.',
  en: 'Of each project or programme the last claim known at the end of the period; they add up. An uncertain date counts on its median day.',
};
