import { subjectOf, type Claim, type CorrectionEvents, type EffectiveFact, type SubjectModule } from '@app/kernel';
import { into, type Projection, type TableRows } from '@app/projecting';
import { ClaimRow, DisputeRow } from './rows/claim-row.js';

/** What sources say, side by side, and what is known to disagree. */
export function claimsProjection(subjectOfKind: (kind: string) => SubjectModule | undefined): Projection {
  return {
    name: 'claims',
    version: 1,
    tables: [ClaimRow, DisputeRow],
    rows: (fact) => {
      const { kind, id } = subjectOf(fact.streamId);
      if (fact.type === 'FactDisputed') return [dispute(fact, kind, id)];
      if (fact.type === 'DisputeSettled') return [settlement(fact, kind, id)];
      return claims(fact, kind, id, claimsOf(fact, subjectOfKind(kind)));
    },
  };
}

function claimsOf(fact: EffectiveFact, subject: SubjectModule | undefined): readonly Claim[] {
  if (fact.type === 'ClaimRecorded') return [fact.data as unknown as Claim];
  const claims = subject && Object.hasOwn(subject.claims, fact.type) ? subject.claims[fact.type] : undefined;
  return claims?.(fact.data as never, fact.meta) ?? [];
}

function claims({ meta }: EffectiveFact, kind: string, subjectId: string, said: readonly Claim[]): TableRows[] {
  if (said.length === 0) return [];
  const { occurred, sources } = meta;
  const rows = said.map((claim) => ({
    kind,
    subjectId,
    about: claim.about,
    claim: JSON.stringify(claim),
    sourceIds: sources.map(({ documentId }) => documentId),
    citations: JSON.stringify(sources),
    edtf: occurred?.edtf ?? null,
    placed: occurred?.earliest ?? occurred?.latest ?? null,
  }));
  return [into(ClaimRow, ...rows)];
}

function dispute({ eventId, data, meta }: EffectiveFact, kind: string, subjectId: string): TableRows {
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

function settlement({ data, meta }: EffectiveFact, kind: string, subjectId: string): TableRows {
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
