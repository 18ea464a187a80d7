import type { Row } from '@app/exports';
import type { Words } from '@app/timeline';
import { column } from '../reading/files/columns.js';
import type { followedIn } from './wire.js';
import type { Pair, Trajectory } from './trajectory.js';
import { wordsOfDashboard } from './words.js';

export const TARGETS_TITLE = { fr: 'Tableau de bord de la politique économique', en: 'Dashboard of the economic policy' };
export const TRAJECTORY_TITLE = { fr: 'Trajectoire : promis et constaté', en: 'Trajectory: pledged and realised' };

export const TARGET_COLUMNS = [
  column('decision', 'text', 'Décision', 'Decision'),
  column('challenge', 'integer', 'Défi', 'Challenge'),
  column('target', 'text', 'Objectif', 'Target'),
  column('figure', 'text', 'Chiffre visé', 'Figure aimed at'),
  column('due', 'text', 'Échéance', 'Due'),
  column('indicator', 'text', 'Indicateur', 'Indicator'),
  column('territory', 'text', 'Territoire', 'Territory'),
  column('from', 'date', 'Depuis', 'From'),
  column('to', 'date', 'Jusqu’à', 'To'),
  column('value', 'decimal', 'Résultat', 'Result'),
  column('low', 'decimal', 'Étendue, bas', 'Span, low'),
  column('high', 'decimal', 'Étendue, haut', 'Span, high'),
  column('share', 'decimal', 'Part de l’objectif', 'Share of the target'),
  column('reached', 'text', 'Atteint', 'Reached'),
  column('missing', 'text', 'Ce qui manque', 'What is missing'),
  column('sources', 'text', 'Sources', 'Sources'),
  column('decision_id', 'identifier', 'Identifiant de la décision', 'Identifier of the decision'),
  column('target_id', 'identifier', 'Identifiant de l’objectif', 'Identifier of the target'),
  column('indicator_id', 'text', 'Code de l’indicateur', 'Code of the indicator'),
  column('event_id', 'identifier', 'Identifiant du fait', 'Identifier of the fact'),
];

/** One line a target. */
export async function* targetRows(followed: readonly ReturnType<typeof followedIn>[]): AsyncGenerator<Row> {
  for (const { decision, targets } of followed) {
    for (const { targetId, target, challenge, figure, due, indicator, territory, period, result, share, ...rest } of targets) {
      yield {
        decision: decision.name ?? decision.id,
        challenge,
        target,
        figure: figure?.text,
        due: due?.text,
        indicator: indicator?.label,
        territory: territory?.name,
        from: period?.from,
        to: period?.to,
        value: result?.value,
        low: result?.low,
        high: result?.high,
        share,
        reached: rest.reached?.label,
        missing: rest.missing?.text,
        sources: rest.sources.map(({ id, title, locator }) => [title ?? id, locator].filter(Boolean).join(', ')).join(' ; ') || null,
        decision_id: decision.id,
        target_id: targetId,
        indicator_id: rest.measure?.indicator,
        event_id: rest.eventId,
      };
    }
  }
}

export const trajectoryColumns = ({ pledged: { unit } }: Pair) => {
  const symbol = unit === 'EUR' ? { unit: '€' } : {};
  return [
    column('year', 'integer', 'Année', 'Year'),
    column('kind', 'text', 'Nature', 'Kind'),
    { ...column('pledged', 'decimal', 'Promis au 31 décembre', 'Pledged on 31 December'), ...symbol },
    { ...column('pledged_within', 'decimal', 'Promis dans l’année', 'Pledged within the year'), ...symbol },
    { ...column('realised', 'decimal', 'Constaté au 31 décembre', 'Realised on 31 December'), ...symbol },
    { ...column('realised_within', 'decimal', 'Constaté ou prévu dans l’année', 'Realised or forecast within the year'), ...symbol },
    { ...column('low', 'decimal', 'Prévision, bas', 'Forecast, low'), ...symbol },
    { ...column('high', 'decimal', 'Prévision, haut', 'Forecast, high'), ...symbol },
    column('is_whole', 'boolean', 'Année complète', 'Whole year'),
  ];
};

/** The years there were, then those that are forecast, which say so. */
export async function* trajectoryRows({ years, forecast }: Trajectory, { language }: Words): AsyncGenerator<Row> {
  const observed = language === 'fr' ? 'Constat' : 'Observation';
  for (const { year, isWhole, pledged, realised } of years)
    yield {
      year,
      kind: observed,
      pledged: pledged.atTheEnd,
      pledged_within: pledged.within,
      realised: realised.atTheEnd,
      realised_within: realised.within,
      is_whole: isWhole,
    };
  const { label } = wordsOfDashboard(language).rules;
  for (const { year, value, low, high } of forecast?.years ?? []) yield { year, kind: label, realised_within: value, low, high };
}
