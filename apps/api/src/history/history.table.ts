import type { Column, Row } from '@app/exports';
import type { Reader } from '@app/timeline';
import { column } from '../reading/files/columns.js';
import type { Historian } from './wire.js';

export const HISTORY_TITLE = { fr: 'Historique des décisions', en: 'Decision history' };

/** One version of a fact as a line: what people read first, then codes, then what lets it be traced. */
const COLUMNS = [
  column('recorded_at', 'instant', 'Enregistré le', 'Recorded at'),
  column('occurred_text', 'text', 'Date du fait', 'Date of the fact'),
  column('sentence', 'text', 'Fait', 'Fact'),
  column('standing_label', 'text', 'Version', 'Version'),
  column('known_until', 'instant', 'Connu ainsi jusqu’au', 'Known so until'),
  column('decided_by', 'text', 'Décidé par', 'Decided by'),
  column('changes', 'text', 'Ce que la correction change', 'What the correction changes'),
  column('correction_reason', 'text', 'Motif de la correction', 'Reason for the correction'),
  column('ended_reason', 'text', 'Motif du remplacement ou du retrait', 'Reason for replacing or withdrawing it'),
  column('disagreements', 'text', 'Désaccords', 'Disagreements'),
  column('settlements', 'text', 'Désaccords tranchés', 'Disagreements settled'),
  column('reason', 'text', 'Motif', 'Reason'),
  column('exception', 'text', 'Règle non suivie', 'Rule not followed'),
  column('exception_reason', 'text', 'Motif de l’exception', 'Reason for the exception'),
  column('sources', 'text', 'Sources', 'Sources'),
  column('event_id', 'identifier', 'Identifiant du fait', 'Identifier of the fact'),
  column('type', 'text', 'Type de fait', 'Type of fact'),
  column('standing', 'text', 'Code de la version', 'Code of the version'),
  column('brought_by', 'identifier', 'Identifiant de la correction', 'Identifier of the correction'),
  column('ended_by', 'identifier', 'Identifiant de ce qui y met fin', 'Identifier of what ended it'),
  column('concerns', 'json', 'Faits concernés', 'Facts concerned'),
  column('occurred', 'text', 'Date (EDTF)', 'Date (EDTF)'),
  column('earliest', 'date', 'Au plus tôt', 'Earliest'),
  column('latest', 'date', 'Au plus tard', 'Latest'),
  column('source_ids', 'json', 'Identifiants des sources', 'Identifiers of the sources'),
  column('data', 'json', 'Contenu du fait', 'Content of the fact'),
];

const FOR_INSIDERS = [
  column('recorded_by', 'text', 'Enregistré par', 'Recorded by'),
  column('on_behalf_of', 'text', 'Au nom de', 'On behalf of'),
  column('visibility', 'text', 'Diffusion', 'Visibility'),
  column('public_from', 'instant', 'Public depuis le', 'Public from'),
  column('reach', 'text', 'Qui peut le connaître', 'Who may know it'),
];

export const historyColumns = ({ seesAll }: Reader): readonly Column[] => (seesAll ? [...COLUMNS, ...FOR_INSIDERS] : COLUMNS);

type Told = ReturnType<Historian['version']>;

export function historyRow(version: Told): Row {
  const { occurred, sources, changes, disagreements, broughtBy, endedBy, standing, reach } = version;
  const settled = disagreements.flatMap(({ about, settlement }) =>
    settlement ? [[about, settlement.decidedBy, settlement.reason].filter(Boolean).join(', ')] : [],
  );
  return {
    recorded_at: version.recordedAt,
    occurred_text: occurred?.text,
    sentence: version.sentence,
    standing_label: standing.label,
    known_until: version.knownUntil,
    decided_by: listed(version.decidedBy.map(({ name }) => name)),
    changes: listed(changes.map(({ label, before, after }) => `${label} : ${before ?? '—'} → ${after ?? '—'}`)),
    correction_reason: broughtBy?.reason,
    ended_reason: endedBy?.reason,
    disagreements: listed(disagreements.map(({ about, reason }) => [about, reason].filter(Boolean).join(' : '))),
    settlements: listed(settled),
    reason: version.reason,
    exception: version.exception?.rule,
    exception_reason: version.exception?.reason,
    sources: listed(sources.map(({ id, title, locator }) => [title ?? id, locator].filter(Boolean).join(', '))),
    event_id: version.id,
    type: version.type,
    standing: standing.code,
    brought_by: broughtBy?.id,
    ended_by: endedBy?.id,
    concerns: version.concerns,
    occurred: occurred?.edtf,
    earliest: occurred?.earliest,
    latest: occurred?.latest,
    source_ids: sources.map(({ id }) => id),
    data: version.data,
    recorded_by: version.recordedBy,
    on_behalf_of: version.onBehalfOf,
    visibility: version.visibility?.code,
    public_from: reach?.publicFrom,
    reach: reach?.text,
  };
}

const listed = (texts: readonly string[]): string | null => (texts.length === 0 ? null : texts.join(' ; '));
