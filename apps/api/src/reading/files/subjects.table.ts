import type { Row } from '@app/exports';
import type { SubjectEntry } from '@app/timeline';
import type { Narrator } from '../wire/narrator.js';
import { column } from './columns.js';

/** A subject as a line: what it is called and where it stands, at the moment of the read. */
export const SUBJECT_COLUMNS = [
  column('id', 'identifier', 'Identifiant', 'Identifier'),
  column('name', 'text', 'Nom', 'Name'),
  column('kind_label', 'text', 'Sorte', 'Kind'),
  column('status_label', 'text', 'Situation', 'Situation'),
  column('commune_name', 'text', 'Commune', 'Municipality'),
  column('first', 'date', 'Premier fait', 'First fact'),
  column('last', 'date', 'Dernier fait', 'Last fact'),
  column('facts', 'integer', 'Nombre de faits', 'Number of facts'),
  column('kind', 'text', 'Code de la sorte', 'Code of the kind'),
  column('status', 'text', 'Code de la situation', 'Code of the situation'),
  column('commune_code', 'identifier', 'Code de la commune', 'Code of the municipality'),
  column('address', 'text', 'Adresse', 'Address'),
];

/** And a document with what asking its address gave, where the list is of those. */
export const LINK_COLUMNS = [
  column('url', 'text', 'Adresse du document', 'Address of the document'),
  column('link_label', 'text', 'Lien', 'Link'),
  column('first_failed_at', 'instant', 'Ne répond plus depuis', 'Has not answered since'),
  column('checked_at', 'instant', 'Interrogée le', 'Asked at'),
  column('link_status', 'integer', 'Code HTTP de la réponse', 'HTTP status of the answer'),
  column('link_fault', 'text', 'Ce qui a empêché la réponse', 'What was in the way'),
  column('link', 'text', 'Code du lien', 'Code of the link'),
];

/** The key of the line's place, for the kinds of subjects that have one. */
export const GEOMETRY = 'geometry';

export function subjectRow(entry: SubjectEntry, narrator: Narrator): Row {
  const { id, name, kind, kindLabel, status, commune, first, last, facts, href, link } = narrator.listed(entry);
  return {
    id,
    name,
    kind_label: kindLabel,
    status_label: status?.label,
    commune_name: commune?.name,
    first,
    last,
    facts,
    kind,
    status: status?.code,
    commune_code: commune?.code,
    address: href,
    [GEOMETRY]: entry.geometry,
    url: link?.url,
    link_label: link?.outcome.label,
    first_failed_at: link?.firstFailedAt,
    checked_at: link?.checkedAt,
    link_status: link?.status,
    link_fault: link?.fault,
    link: link?.outcome.code,
  };
}
