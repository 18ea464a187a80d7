import { parseOccurred, surelyBefore, type Citation, type Claim, type Occurred } from '@app/kernel';
import type { DataSource } from 'typeorm';
import { Conditions, knownTo, placedOn, type Moment, type Reader } from './known.js';

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

interface ClaimRecord {
  event_id: string;
  about: string;
  claim: string;
  occurred_edtf: string | null;
  citations: string;
  recorded_at: string;
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
  constructor(private readonly source: DataSource) {}

  /** Every claim about a subject that the reader knows at the moment, grouped by what it is about, with who contradicts whom. */
  async ofSubject(kind: string, subjectId: string, moment: Moment, reader: Reader): Promise<ClaimsOfSubject> {
    const conditions = knownTo(new Conditions(), moment, reader).add('t.kind = ? AND t.subject_id = ?', kind, subjectId);
    const placed = placedOn(conditions, moment, reader);
    if (moment.at) conditions.add(`(${placed}) <= ?::date`, moment.at);
    const records: ClaimRecord[] = await this.source.query(
      `SELECT t.event_id, t.about, t.claim, t.occurred_edtf, t.citations, to_char(t.recorded_from, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS recorded_at
       FROM rm.claim t WHERE ${conditions.where} ORDER BY t.about, (${placed}) NULLS LAST, t.recorded_from, t.event_id, t.ordinal`,
      conditions.values,
    );
    const disputes = await this.disputes(kind, subjectId, moment, reader, new Set(records.map(({ event_id: id }) => id)));
    return { groups: group(records, disputes), disputes };
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

function group(records: readonly ClaimRecord[], disputes: readonly Dispute[]): ClaimGroup[] {
  const said = records.map((record) => ({ record, claim: JSON.parse(record.claim) as Claim }));
  const byAbout = new Map<string, Said[]>();
  for (const one of said) byAbout.set(one.record.about, [...(byAbout.get(one.record.about) ?? []), one]);
  const preferred = new Set(disputes.flatMap(({ settlement }) => (settlement?.preferred ? [settlement.preferred] : [])));
  return [...byAbout].map(([about, same]) => {
    const claims = same.map((one) => entry(one, same, said, disputes, preferred));
    return { about, claims, diverging: claims.some(({ contradicts }) => contradicts.length > 0) };
  });
}

interface Said {
  readonly record: ClaimRecord;
  readonly claim: Claim;
}

function entry(
  one: Said,
  same: readonly Said[],
  all: readonly Said[],
  disputes: readonly Dispute[],
  preferred: ReadonlySet<string>,
): ClaimEntry {
  const { record, claim } = one;
  const declared = disputes
    .filter((dispute) => dispute.between.includes(record.event_id) && isMeant(one, dispute, all))
    .flatMap(({ between }) => between);
  const differing = same.filter((other) => differs(one, other)).map((other) => other.record.event_id);
  return {
    eventId: record.event_id,
    claim,
    occurred: record.occurred_edtf,
    citations: JSON.parse(record.citations) as Citation[],
    recordedAt: record.recorded_at,
    contradicts: [...new Set([...declared, ...differing])].filter((id) => id !== record.event_id),
    preferred: preferred.has(record.event_id),
  };
}

/** An event may make several claims: a dispute about a date does not touch the figure beside it. */
function isMeant({ claim, record }: Said, { about, between }: Dispute, all: readonly Said[]): boolean {
  const theirs = all.filter(({ record: other }) => between.includes(other.event_id));
  if (theirs.some((other) => other.record.event_id === record.event_id && other.claim.about === about)) return claim.about === about;
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

function observed({ claim, record }: Said): Occurred | null {
  const text = claim.figure?.observed ?? claim.said?.edtf ?? record.occurred_edtf;
  return text ? parseOccurred(text) : null;
}
