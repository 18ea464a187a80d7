import type { Column, Row } from '@app/exports';
import { column } from '../reading/files/columns.js';
import type { movedIn, restatedIn } from './wire.js';

export const RESTATEMENTS_TITLE = { fr: 'Faits enregistrés ou corrigés tard', en: 'Facts recorded or corrected late' };

const COLUMNS = [
  column('lag_days', 'integer', 'Retard (jours)', 'Lag (days)'),
  column('sort_label', 'text', 'Nature', 'Sort'),
  column('since', 'instant', 'Enregistré, corrigé ou retiré le', 'Recorded, corrected or withdrawn at'),
  column('occurred_text', 'text', 'Date du fait', 'Date of the fact'),
  column('kind_label', 'text', 'Sorte', 'Kind'),
  column('subject_name', 'text', 'Sujet', 'Subject'),
  column('sentence', 'text', 'Fait', 'Fact'),
  column('changes', 'text', 'Ce que la correction change', 'What the correction changes'),
  column('reason', 'text', 'Motif', 'Reason'),
  column('commune_name', 'text', 'Commune', 'Municipality'),
  column('sources', 'text', 'Sources', 'Sources'),
  column('event_id', 'identifier', 'Identifiant du fait', 'Identifier of the fact'),
  column('act_id', 'identifier', 'Identifiant de la correction ou du retrait', 'Identifier of the correction or retraction'),
  column('type', 'text', 'Type de fait', 'Type of fact'),
  column('sort', 'text', 'Code de la nature', 'Code of the sort'),
  column('kind', 'text', 'Code de la sorte', 'Code of the kind'),
  column('subject_id', 'identifier', 'Identifiant du sujet', 'Identifier of the subject'),
  column('commune_code', 'identifier', 'Code de la commune', 'Code of the municipality'),
  column('occurred', 'text', 'Date (EDTF)', 'Date (EDTF)'),
  column('earliest', 'date', 'Au plus tôt', 'Earliest'),
  column('latest', 'date', 'Au plus tard', 'Latest'),
  column('source_ids', 'json', 'Identifiants des sources', 'Identifiers of the sources'),
];

const MOVED = [
  column('indicator_label', 'text', 'Indicateur déplacé', 'Indicator moved'),
  column('territory_name', 'text', 'Territoire de l’indicateur', 'Territory of the indicator'),
  column('year', 'integer', 'Année de l’indicateur', 'Year of the indicator'),
  column('before', 'decimal', 'Indicateur, avant', 'Indicator, before'),
  column('after', 'decimal', 'Indicateur, après', 'Indicator, after'),
  column('unit_label', 'text', 'Unité', 'Unit'),
  column('withheld', 'boolean', 'Moins de cinq personnes : chiffres tus', 'Fewer than five people: figures not told'),
  column('observatory', 'text', 'Code de l’observatoire', 'Code of the observatory'),
  column('indicator', 'text', 'Code de l’indicateur', 'Code of the indicator'),
  column('territory_id', 'identifier', 'Code du territoire', 'Code of the territory'),
  column('unit', 'text', 'Code de l’unité', 'Code of the unit'),
];

const FOR_INSIDERS = [column('office', 'text', 'Service', 'Office'), column('visibility', 'text', 'Diffusion', 'Visibility')];

/** @param indicators whether a fact has a line for each indicator that it moved: see `restatementLines` */
export const restatementColumns = ({ seesAll }: { readonly seesAll: boolean }, indicators: boolean): readonly Column[] => [
  ...COLUMNS,
  ...(indicators ? MOVED : []),
  ...(seesAll ? FOR_INSIDERS : []),
];

/** A line for each indicator that the fact moved, and one without an indicator where it moved none: no fact is left out. */
export function restatementLines(fact: ReturnType<typeof restatedIn>, moved: readonly ReturnType<typeof movedIn>[]): Row[] {
  const row = restatementRow(fact);
  if (moved.length === 0) return [row];
  return moved.map(({ observatory, key, label, unit, territory, year, before, after, withheld }) => ({
    ...row,
    indicator_label: label,
    territory_name: territory.name,
    year,
    before,
    after,
    unit_label: unit.label,
    withheld,
    observatory,
    indicator: key,
    territory_id: territory.id,
    unit: unit.code,
  }));
}

export function restatementRow({ fact, sort, since, lag, office }: ReturnType<typeof restatedIn>): Row {
  const { occurred, subject, commune, sources, changes, broughtBy, endedBy } = fact;
  const act = broughtBy ?? endedBy;
  return {
    lag_days: lag,
    sort_label: sort.label,
    since,
    occurred_text: occurred?.text,
    kind_label: subject.kindLabel,
    subject_name: subject.name,
    sentence: fact.sentence,
    changes: listed(changes.map(({ label, before, after }) => `${label} : ${before ?? '—'} → ${after ?? '—'}`)),
    reason: act?.reason,
    commune_name: commune?.name,
    sources: listed(sources.map(({ id, title, locator }) => [title ?? id, locator].filter(Boolean).join(', '))),
    event_id: fact.id,
    act_id: act?.id,
    type: fact.type,
    sort: sort.code,
    kind: subject.kind,
    subject_id: subject.id,
    commune_code: commune?.code,
    occurred: occurred?.edtf,
    earliest: occurred?.earliest,
    latest: occurred?.latest,
    source_ids: sources.map(({ id }) => id),
    office,
    visibility: fact.visibility?.code,
  };
}

const listed = (texts: readonly string[]): string | null => (texts.length === 0 ? null : texts.join(' ; '));
