/** Who reads: the public sees what is visible to all; officers, auditors and administrators see everything. */
export interface Reader {
  readonly seesAll: boolean;
}

export const PUBLIC_READER: Reader = { seesAll: false };

export const BASES = ['recorded', 'publication'] as const;
export type Basis = (typeof BASES)[number];

/**
 * The two times of a read. `at`: a calendar day (Europe/Paris), what was true by then; null for no limit.
 * `asOf`: an instant (ISO 8601, UTC), what was known by then; null for now.
 *
 * With the basis `publication`, known means published: the facts as they stand now, kept when one of their sources was surely published by
 * that day. Record times are not touched; the answer says which basis it used.
 */
export interface Moment {
  readonly at: string | null;
  readonly asOf: string | null;
  readonly basis: Basis;
}

export const NOW: Moment = { at: null, asOf: null, basis: 'recorded' };

/** Collects the conditions of a query and their parameters: nothing a caller gives is ever part of the SQL text. */
export class Conditions {
  private readonly texts: string[] = [];
  readonly values: unknown[] = [];

  /** `?` stands for each value in turn. */
  add(text: string, ...values: unknown[]): this {
    this.texts.push(this.bind(text, values));
    return this;
  }

  /** A fragment with its parameters bound, to be used outside the WHERE clause. */
  bind(text: string, values: readonly unknown[]): string {
    let next = 0;
    return text.replace(/\?/g, () => {
      this.values.push(values[next++]);
      return `$${this.values.length}`;
    });
  }

  get where(): string {
    return this.texts.length > 0 ? this.texts.map((text) => `(${text})`).join(' AND ') : 'true';
  }
}

/** The rows of a fact table (alias `t`) that this reader knows at this moment. `documents`: its rows may be documents, known by their own publication. */
export function knownTo(conditions: Conditions, { asOf, basis }: Moment, { seesAll }: Reader, documents = false): Conditions {
  if (basis === 'recorded') {
    conditions.add(`t.${seesAll ? 'recorded_from' : 'visible_from'} <= coalesce(?::timestamptz, now())`, asOf);
    conditions.add('t.recorded_to IS NULL OR t.recorded_to > coalesce(?::timestamptz, now())', asOf);
    return conditions;
  }
  conditions.add(seesAll ? 't.recorded_to IS NULL' : 't.recorded_to IS NULL AND t.visible_from <= now()');
  const published = publishedTo(seesAll);
  if (!documents) return conditions.add(published, asOf);
  // Sources disagree once the last of them has spoken: any other fact is known by the first.
  const all = `(t.type <> 'FactDisputed' OR NOT EXISTS (SELECT 1 FROM rm.publication p WHERE p.document_id = ANY(t.source_ids) AND p.recorded_to IS NULL AND p.latest > ${BY_THEN}))`;
  return conditions.add(`t.kind = 'source' AND t.latest <= ${BY_THEN} OR t.kind <> 'source' AND ${published} AND ${all}`, asOf, asOf, asOf);
}

const BY_THEN = "(coalesce(?::timestamptz, now()) AT TIME ZONE 'Europe/Paris')::date";
const publishedTo = (seesAll: boolean) =>
  `EXISTS (SELECT 1 FROM rm.publication p WHERE p.document_id = ANY(t.source_ids) AND p.recorded_to IS NULL AND p.latest <= ${BY_THEN}${
    seesAll ? '' : ' AND p.visible_from <= now()'
  })`;

/**
 * That a row looked up inside a query (alias `n`) is known too: what helps to find, name or place a fact is as secret as any.
 * Publication dates stand for record times only where facts themselves are chosen; a look-up is by what we know.
 */
export function alsoKnown(conditions: Conditions, alias: string, { asOf, basis }: Moment, { seesAll }: Reader): string {
  const then = basis === 'recorded' ? asOf : null;
  const since = `${alias}.${seesAll ? 'recorded_from' : 'visible_from'} <= coalesce(?::timestamptz, now())`;
  return conditions.bind(`${since} AND (${alias}.recorded_to IS NULL OR ${alias}.recorded_to > coalesce(?::timestamptz, now()))`, [
    then,
    then,
  ]);
}

/** Where a fact stands on the timeline: its own date, else the day its source was published; for a disagreement, the last of its sources. */
export function placedOn(conditions: Conditions, moment: Moment, reader: Reader, type = `''`): string {
  const known = alsoKnown(conditions, 'p', moment, reader);
  return `coalesce(t.placed, (SELECT CASE ${type} WHEN 'FactDisputed' THEN max(coalesce(p.earliest, p.latest)) ELSE min(coalesce(p.earliest, p.latest)) END FROM rm.publication p WHERE p.document_id = ANY(t.source_ids) AND ${known}))`;
}
