import { subjectOf, type CorrectionEvents, type EffectiveFact } from '@app/kernel';
import { into, type Projection, type TableRows } from '@app/projecting';
import { DisputeRow } from './rows/dispute-row.js';

/** What is known to disagree, and how it was settled. The claims themselves are read from the facts that make them: see `ClaimQueries`. */
export const claimsProjection: Projection = {
  name: 'claims',
  version: 3,
  tables: [DisputeRow],
  rows: (fact) => {
    if (fact.type === 'FactDisputed') return [dispute(fact)];
    if (fact.type === 'DisputeSettled') return [settlement(fact)];
    return NOTHING;
  },
};

const NOTHING: readonly TableRows[] = [];

function dispute({ eventId, streamId, data, meta }: EffectiveFact): TableRows {
  const { kind, id: subjectId } = subjectOf(streamId);
  const { disputes, with: others, about } = data as CorrectionEvents['FactDisputed'];
  const sourceIds = meta.sources.map(({ documentId }) => documentId);
  const between = [disputes, ...others];
  return into(DisputeRow, {
    kind,
    subjectId,
    disputeId: eventId,
    between,
    about,
    reason: meta.reason ?? null,
    settles: false,
    preferred: null,
    decidedBy: null,
    sourceIds,
  });
}

function settlement({ streamId, data, meta }: EffectiveFact): TableRows {
  const { kind, id: subjectId } = subjectOf(streamId);
  const { dispute: disputeId, preferred, decidedBy } = data as CorrectionEvents['DisputeSettled'];
  const sourceIds = meta.sources.map(({ documentId }) => documentId);
  return into(DisputeRow, {
    kind,
    subjectId,
    disputeId,
    between: [],
    about: null,
    reason: meta.reason ?? null,
    settles: true,
    preferred: preferred ?? null,
    decidedBy,
    sourceIds,
  });
}
