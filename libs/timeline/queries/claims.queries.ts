import { parseOccurred, surelyBefore, type Citation, type Claim, type Occurred, type SubjectModule } from '@app/kernel';
import { Conditions, knownTo, placedOn, type Moment, type Reader, type ReadModels } from '@app/projecting';
import { HIDDEN } from './entry.js';

/** What was said under one key, by whom, and what is known of the disagreement. */
export interface ClaimGroup {
  readonly about: string;
  readonly claims: readonly ClaimEntry[];
  /** True when the sources do not say the same, explicitly disputed or not. */
  readonly diverging: boolean;
}

export interface ClaimEntry {
  readonly eventId: string;
  readonly claim: Claim;
  readonly occurred: string | null;
  readonly citations: readonly Citation[];
  readonly recordedAt: string;
  /** Events that say otherwise: declared in a dispute, or another value under the same key. */
  readonly contradicts: readonly string[];
  readonly preferred: boolean;
}

export interface Dispute {
  readonly disputeId: string;
  readonly about: string;
  readonly reason: string;
  readonly between: readonly string[];
  readonly settlement: { readonly preferred: string | null; readonly reason: string; readonly decidedBy: string } | null;
}

export interface ClaimsOfSubject {
  readonly groups: readonly ClaimGroup[];
  readonly disputes: readonly Dispute[];
}

interface FactRecord {
  event_id: string;
  type: string;
  data: string;
  occurred_edtf: string | null;
  occurred_raw: string | null;
  earliest: string | null;
  latest: string | null;
  citations: string;
  recorded_at: string;
}

interface Said {
  readonly eventId: string;
  readonly claim: Claim;
  readonly occurred: string | null;
  readonly citations: readonly Citation[];
  readonly recordedAt: string;
}

interface DisputeRecord {
  dispute_id: string;
  between: string[];
  about: string | null;
  reason: string | null;
  settles: boolean;
  preferred: string | null;
  decided_by: string | null;
}

export class ClaimQueries {
  constructor(
    private readonly source: ReadModels,
    private readonly subjectOfKind: (kind: string) => SubjectModule | undefined,
  ) {}

  /** Every claim about a subject that the reader knows at the moment, grouped by what it is about, with who contradicts whom. */
  async ofSubject(kind: string, subjectId: string, moment: Moment, reader: Reader): Promise<ClaimsOfSubject> {
    const conditions = knownTo(new Conditions(), moment, reader).add('t.kind = ? AND t.subject_id = ?', kind, subjectId);
    const placed = placedOn(conditions, moment, reader);
    if (moment.at) conditions.add(`(${placed}) <= ?::date`, moment.at);
    const claimsOf = this.subjectOfKind(kind)?.claims ?? {};
    conditions.add('t.type = ANY(?::text[])', ['ClaimRecorded', ...Object.keys(claimsOf)]);
    const records: FactRecord[] = await this.source.query(
      `SELECT t.event_id, t.kind, t.subject_id, ${HIDDEN} AS hidden, t.type, t.data, t.occurred_edtf, t.occurred_raw, t.earliest::text, t.latest::text, t.citations,
         to_char(t.recorded_from, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS recorded_at
       FROM rm.timeline t WHERE ${conditions.where} ORDER BY (${placed}) NULLS LAST, t.recorded_from, t.event_id`,
      conditions.values,
    );
    const said = records.flatMap((record) => saidBy(record, claimsOf));
    const disputes = await this.disputes(kind, subjectId, moment, reader, new Set(said.map(({ eventId }) => eventId)));
    return { groups: group(said, disputes), disputes };
  }

  /** A dispute is ours, not a source's: it is known as soon as two of the facts it is between are. */
  private async disputes(kind: string, subjectId: string, moment: Moment, reader: Reader, known: ReadonlySet<string>): Promise<Dispute[]> {
    const recorded: Moment = { ...moment, basis: 'recorded', asOf: moment.basis === 'recorded' ? moment.asOf : null };
    const conditions = knownTo(new Conditions(), recorded, reader).add('t.kind = ? AND t.subject_id = ?', kind, subjectId);
    const rows: DisputeRecord[] = await this.source.query(
      `SELECT t.dispute_id, t.between, t.about, t.reason, t.settles, t.preferred, t.decided_by FROM rm.dispute t WHERE ${conditions.where} ORDER BY t.recorded_from, t.event_id`,
      conditions.values,
    );
    return rows
      .filter(({ settles, between }) => !settles && (moment.basis === 'recorded' || between.filter((id) => known.has(id)).length >= 2))
      .map((dispute) => {
        const settlement = rows.filter(({ settles, dispute_id: id }) => settles && id === dispute.dispute_id).at(-1);
        return {
          disputeId: dispute.dispute_id,
          about: dispute.about ?? '',
          reason: dispute.reason ?? '',
          between: dispute.between,
          settlement: settlement
            ? { preferred: settlement.preferred, reason: settlement.reason ?? '', decidedBy: settlement.decided_by ?? '' }
            : null,
        };
      });
  }
}

/** What a fact says that others may say otherwise: it is in the fact, so that it need not be kept a second time. */
function saidBy(record: FactRecord, claimsOf: SubjectModule['claims']): Said[] {
  const { event_id: eventId, occurred_edtf: edtf, occurred_raw: raw, earliest, latest, recorded_at: recordedAt } = record;
  const citations = JSON.parse(record.citations) as Citation[];
  const data = JSON.parse(record.data) as never;
  const occurred = edtf === null ? null : { edtf, earliest, latest, ...(raw === null ? {} : { raw }) };
  const claims = record.type === 'ClaimRecorded' ? [data as Claim] : claimsOf[record.type]!(data, { occurred, sources: citations });
  return claims.map((claim) => ({ eventId, claim, occurred: edtf, citations, recordedAt }));
}

function group(said: readonly Said[], disputes: readonly Dispute[]): ClaimGroup[] {
  const byAbout = new Map<string, Said[]>();
  for (const one of said) byAbout.set(one.claim.about, [...(byAbout.get(one.claim.about) ?? []), one]);
  const preferred = new Set(disputes.flatMap(({ settlement }) => (settlement?.preferred ? [settlement.preferred] : [])));
  return [...byAbout]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([about, same]) => {
      const claims = same.map((one) => entry(one, same, said, disputes, preferred));
      return { about, claims, diverging: claims.some(({ contradicts }) => contradicts.length > 0) };
    });
}

function entry(
  one: Said,
  same: readonly Said[],
  all: readonly Said[],
  disputes: readonly Dispute[],
  preferred: ReadonlySet<string>,
): ClaimEntry {
  const declared = disputes
    .filter((dispute) => dispute.between.includes(one.eventId) && isMeant(one, dispute, all))
    .flatMap(({ between }) => between);
  const differing = same.filter((other) => differs(one, other)).map(({ eventId }) => eventId);
  return {
    ...one,
    contradicts: [...new Set([...declared, ...differing])].filter((id) => id !== one.eventId),
    preferred: preferred.has(one.eventId),
  };
}

/** An event may make several claims: a dispute about a date does not touch the figure beside it. */
function isMeant({ claim, eventId }: Said, { about, between }: Dispute, all: readonly Said[]): boolean {
  const theirs = all.filter((other) => between.includes(other.eventId));
  if (theirs.some((other) => other.eventId === eventId && other.claim.about === about)) return claim.about === about;
  const nature = theirs.find((other) => other.claim.about === about)?.claim;
  return nature === undefined || natureOf(nature) === natureOf(claim);
}

const natureOf = ({ figure, date }: Claim) => (figure ? 'figure' : date ? 'date' : 'text');

/**
 * Two claims under one key and of one status say different things of the same time. A promise and a result are no contradiction, nor are
 * two counts at times that surely differ: that is how things went.
 */
function differs(a: Said, b: Said): boolean {
  if (a.claim.status !== b.claim.status) return false;
  if (a.claim.date && b.claim.date) return a.claim.date.edtf !== b.claim.date.edtf;
  if (!a.claim.figure || !b.claim.figure) return false;
  const [before, after] = [observed(a), observed(b)];
  if (surelyBefore(before, after) || surelyBefore(after, before)) return false;
  const quantity = ({ value, low, high, unit }: NonNullable<Claim['figure']>) => JSON.stringify([value, low, high, unit]);
  return quantity(a.claim.figure) !== quantity(b.claim.figure);
}

function observed({ claim, occurred }: Said): Occurred | null {
  const text = claim.figure?.observed ?? claim.said?.edtf ?? occurred;
  return text ? parseOccurred(text) : null;
}
