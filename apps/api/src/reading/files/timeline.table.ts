import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Column, Row } from '@app/exports';
import type { Parameters } from '@app/http';
import type { Reader, TimelineFilter } from '@app/timeline';
import { ReadWholeTimeline } from '../queries.js';
import { Reads, type Asked } from '../reads.js';
import type { Narrator } from '../wire/narrator.js';
import { column } from './columns.js';
import { MOST_LINES } from './files.js';

export const TIMELINE_TITLE = { fr: 'Frise des faits', en: 'Timeline of facts' };

/** A fact as a line: what people read first, then codes, then what lets it be traced. */
const COLUMNS = [
  column('day', 'date', 'Jour sur la frise', 'Day on the timeline'),
  column('occurred_text', 'text', 'Date', 'Date'),
  column('kind_label', 'text', 'Sorte', 'Kind'),
  column('subject_name', 'text', 'Sujet', 'Subject'),
  column('sentence', 'text', 'Fait', 'Fact'),
  column('status_label', 'text', 'Situation', 'Situation'),
  column('commune_name', 'text', 'Commune', 'Municipality'),
  column('figures', 'text', 'Chiffres', 'Figures'),
  column('sources', 'text', 'Sources', 'Sources'),
  column('event_id', 'identifier', 'Identifiant du fait', 'Identifier of the fact'),
  column('type', 'text', 'Type de fait', 'Type of fact'),
  column('kind', 'text', 'Code de la sorte', 'Code of the kind'),
  column('subject_id', 'identifier', 'Identifiant du sujet', 'Identifier of the subject'),
  column('status', 'text', 'Code de la situation', 'Code of the situation'),
  column('commune_code', 'identifier', 'Code de la commune', 'Code of the municipality'),
  column('territory_ids', 'json', 'Identifiants des territoires', 'Identifiers of the territories'),
  column('theme', 'text', 'Thème', 'Theme'),
  column('occurred', 'text', 'Date (EDTF)', 'Date (EDTF)'),
  column('earliest', 'date', 'Au plus tôt', 'Earliest'),
  column('latest', 'date', 'Au plus tard', 'Latest'),
  column('day_basis', 'text', 'Jour donné par', 'Day given by'),
  column('source_ids', 'json', 'Identifiants des sources', 'Identifiers of the sources'),
  column('disputed', 'boolean', 'Contesté', 'Disputed'),
  column('corrected', 'boolean', 'Corrigé', 'Corrected'),
  column('reason', 'text', 'Motif', 'Reason'),
  column('exception', 'text', 'Règle non suivie', 'Rule not followed'),
  column('recorded_at', 'instant', 'Enregistré le', 'Recorded at'),
  column('data', 'json', 'Contenu du fait', 'Content of the fact'),
  column('address', 'text', 'Adresse', 'Address'),
];

/** Those who see all are told which facts are not for everybody. */
export const timelineColumns = ({ seesAll }: Reader): readonly Column[] =>
  seesAll ? [...COLUMNS, column('visibility', 'text', 'Diffusion', 'Visibility')] : COLUMNS;

function timelineRow(entry: ReturnType<Narrator['entry']>): Row {
  const { subject, occurred, placed, status, commune, sources } = entry;
  return {
    day: placed?.day,
    occurred_text: occurred?.text,
    kind_label: subject.kindLabel,
    subject_name: subject.name,
    sentence: entry.sentence,
    status_label: status?.label,
    commune_name: commune?.name,
    figures: listed(entry.figures.map(({ label, text }) => `${label} : ${text}`)),
    sources: listed(sources.map(({ id, title, locator }) => [title ?? id, locator].filter(Boolean).join(', '))),
    event_id: entry.id,
    type: entry.type,
    kind: subject.kind,
    subject_id: subject.id,
    status: status?.code,
    commune_code: commune?.code,
    territory_ids: entry.territoryIds,
    theme: entry.theme,
    occurred: occurred?.edtf,
    earliest: occurred?.earliest,
    latest: occurred?.latest,
    day_basis: placed?.by,
    source_ids: sources.map(({ id }) => id),
    disputed: entry.disputed !== null,
    corrected: entry.corrected !== null,
    reason: entry.reason,
    exception: entry.exception?.rule,
    recorded_at: entry.recordedAt,
    data: entry.data,
    address: subject.href,
    visibility: entry.visibility?.code,
  };
}

/** Every fact of a search as lines, some facts at a time. */
@Injectable()
export class TimelineRows {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(Reads) private readonly reads: Reads,
  ) {}

  async *of(filter: TimelineFilter, asked: Asked<Parameters>, order?: 'asc' | 'desc'): AsyncGenerator<Row> {
    const page = { order, most: MOST_LINES };
    for await (const entries of await this.queries.execute(
      new ReadWholeTimeline(asked.readModels, filter, asked.moment, asked.reader, page),
    )) {
      const narrator = await this.reads.narrator(asked, entries);
      for (const entry of entries) yield timelineRow(narrator.entry(entry));
    }
  }
}

const listed = (texts: readonly string[]): string | null => (texts.length === 0 ? null : texts.join(' ; '));
