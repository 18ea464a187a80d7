import type { Row } from '@app/exports';
import type { Narrator } from '../wire/narrator.js';
import { column } from './columns.js';

export const CLAIMS_TITLE = { fr: 'Déclarations', en: 'Claims' };

/** A claim as a line: what it is about and what was said, then who says so, then codes. */
export const CLAIM_COLUMNS = [
  column('label', 'text', 'Objet', 'About'),
  column('text', 'text', 'Ce qui est dit', 'What is said'),
  column('value', 'decimal', 'Valeur', 'Value'),
  column('low', 'decimal', 'Au moins', 'Low'),
  column('high', 'decimal', 'Au plus', 'High'),
  column('unit', 'text', 'Unité', 'Unit'),
  column('definition', 'text', 'Définition', 'Definition'),
  column('status_label', 'text', 'Statut', 'Status'),
  column('date_text', 'text', 'Date', 'Date'),
  column('sources', 'text', 'Sources', 'Sources'),
  column('diverging', 'boolean', 'Sources en désaccord sur cet objet', 'Sources disagree about it'),
  column('preferred', 'boolean', 'Préférée', 'Preferred'),
  column('note', 'text', 'Remarque', 'Note'),
  column('about', 'text', 'Code de l’objet', 'Code of what it is about'),
  column('bound', 'text', 'Précision', 'Bound'),
  column('status', 'text', 'Code du statut', 'Code of the status'),
  column('occurred', 'text', 'Date (EDTF)', 'Date (EDTF)'),
  column('event_id', 'identifier', 'Identifiant du fait', 'Identifier of the fact'),
  column('contradicts', 'json', 'Faits contredits', 'Facts it contradicts'),
  column('source_ids', 'json', 'Identifiants des sources', 'Identifiers of the sources'),
  column('recorded_at', 'instant', 'Enregistré le', 'Recorded at'),
];

type Groups = ReturnType<Narrator['claims']>['groups'];

export async function* claimRows(groups: Groups): AsyncGenerator<Row> {
  for (const { about, label, diverging, claims } of groups) {
    for (const { eventId, figure, status, occurred, sources, recordedAt, text, preferred, note, contradicts } of claims) {
      yield {
        label,
        text,
        value: figure?.value,
        low: figure?.low,
        high: figure?.high,
        unit: figure?.unit,
        definition: figure?.definition,
        status_label: status?.label,
        date_text: occurred?.text,
        sources: sources.map(({ id, title, locator }) => [title ?? id, locator].filter(Boolean).join(', ')).join(' ; ') || null,
        diverging,
        preferred,
        note,
        about,
        bound: figure?.bound,
        status: status?.code,
        occurred: occurred?.edtf,
        event_id: eventId,
        contradicts,
        source_ids: sources.map(({ id }) => id),
        recorded_at: recordedAt,
      };
    }
  }
}
