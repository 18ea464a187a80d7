import { subjectOf, type EffectiveFact, type SubjectModule } from '@app/kernel';
import { into, placeOf, type Projection } from '@app/projecting';
import { TimelineRow } from './rows/timeline-row.js';

type SubjectOfKind = (kind: string) => SubjectModule | undefined;

// Fields with one meaning in every payload: the timeline reads them without knowing the event.
const RELATED = Object.entries({
  projectId: 'project',
  siteId: 'site',
  programmeId: 'programme',
  labelId: 'label',
  bodyId: 'body',
  decisionId: 'decision',
  partOf: 'site',
  into: 'site',
});
const NONE: readonly string[] = [];

/** Every fact of every subject, one row a version. Whatever has a sentence is on the timeline. */
export function timelineProjection(subjectOfKind: SubjectOfKind): Projection {
  return {
    name: 'timeline',
    version: 5,
    tables: [TimelineRow],
    rows: (fact) => [into(TimelineRow, rowOf(fact, subjectOfKind))],
  };
}

function rowOf(fact: EffectiveFact, subjectOfKind: SubjectOfKind) {
  const { kind, id } = subjectOf(fact.streamId);
  const { meta, data } = fact;
  const { occurred } = meta;
  return {
    kind,
    subjectId: id,
    revision: fact.revision,
    type: fact.type,
    data: JSON.stringify(data),
    name: text(data.name) ?? text(data.title),
    status: subjectOfKind(kind)?.statuses[fact.type] ?? null,
    communeCode: text(data.communeCode),
    territoryIds: territoriesOf(data),
    theme: text(data.theme),
    related: relatedOf(kind, data),
    edtf: occurred?.edtf ?? null,
    raw: occurred?.raw ?? null,
    earliest: occurred?.earliest ?? null,
    latest: occurred?.latest ?? null,
    placed: occurred?.earliest ?? occurred?.latest ?? null,
    sourceIds: meta.sources.map(({ documentId }) => documentId),
    citations: JSON.stringify(meta.sources),
    reason: meta.reason ?? null,
    exceptionRule: meta.exception?.rule ?? null,
    exceptionReason: meta.exception?.reason ?? null,
    visibility: meta.visibility.level,
    correctedBy: fact.correctedBy?.eventId ?? null,
    recordedBy: meta.recordedBy,
    onBehalfOf: meta.onBehalfOf ?? null,
    place: placeOf(fact.position),
    firstRecorded: fact.recordedAt,
  };
}

// A rebuild comes through here for every event there ever was: nothing is made where there is nothing.
function territoriesOf({ territoryIds, to, territoryId }: Record<string, unknown>): readonly string[] {
  if (territoryIds === undefined && to === undefined && territoryId === undefined) return NONE;
  return [...list(territoryIds), ...list(to), ...list(territoryId === undefined ? NONE : [territoryId])];
}

function relatedOf(kind: string, data: Record<string, unknown>): readonly string[] {
  let related = NONE;
  for (const [field, other] of RELATED) {
    const id = text(data[field]);
    // `partOf` of a body is a body, of a site a site.
    if (id) related = [...related, `${field === 'partOf' ? kind : other}-${id}`];
  }
  return related;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const list = (value: unknown): string[] => (Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []);
