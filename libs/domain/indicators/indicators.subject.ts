import { subjectModule, type ClaimsOf, type Figure, type Occurred } from '@app/kernel';
import { indicatorCommands } from './indicators.commands.js';
import { indicatorDecider } from './indicators.decider.js';
import { indicatorRefusalsEn, indicatorSentencesEn } from './indicators.en.js';
import type { IndicatorEvents } from './indicators.events.js';
import { indicatorRefusalsFr, indicatorSentencesFr } from './indicators.fr.js';

/** The figure with the period it was observed for: values of two years are no rivals. */
const observed = (figure: Figure, occurred: Occurred | null): Figure =>
  figure.observed === undefined && occurred ? { ...figure, observed: occurred.edtf } : figure;

// A series claims nothing: its vintages revise each other, they are no rivals.
const indicatorClaims: ClaimsOf<IndicatorEvents> = {
  IndicatorObserved: ({ figure, compare, of }, { occurred }) => [
    { about: 'value', figure: observed(figure, occurred) },
    ...(of ? [{ about: `value-${of.territoryId}`, figure: observed(of.figure, occurred) }] : []),
    ...(compare ? [{ about: `value-${compare.territoryId}`, figure: observed(compare.figure, occurred) }] : []),
  ],
};

export const indicators = subjectModule({
  decider: indicatorDecider,
  plural: 'indicators',
  idField: 'indicatorId',
  commands: indicatorCommands,
  routes: { ObserveIndicator: 'observations', ObserveSeries: 'series' },
  sentences: { fr: indicatorSentencesFr, en: indicatorSentencesEn },
  refusals: { fr: indicatorRefusalsFr, en: indicatorRefusalsEn },
  claims: indicatorClaims,
});
