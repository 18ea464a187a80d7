import { Conditions, type Moment, type Reader, type ReadModels } from '@app/projecting';
import type { Language } from './collections.js';
import { boxText, MEETS, PLACED, type Bounds } from './shapes.js';

/** A feature ready to be sent. */
export interface Feature {
  readonly id: string;
  /** JSON text, WGS 84, longitude first. */
  readonly geometry: string;
  readonly properties: string;
}

export interface FeatureFilter {
  /** Features that meet one of these, and those without a place. */
  readonly boxes?: readonly Bounds[];
  /** Features whose own time meets these days (inclusive; null: open), and those without a time. */
  readonly days?: { readonly from: string | null; readonly to: string | null };
}

export interface FeaturePage {
  /** Exactly how many features there are, on all pages. */
  readonly matched: number;
  readonly features: readonly Feature[];
}

/** What surrounds the features of a collection, in space and time. */
export interface Extent {
  readonly bounds: Bounds | null;
  readonly from: string | null;
  /** Null: to this day. */
  readonly to: string | null;
}

/** Reads features of one moment: `asOf` and `at` choose one version of each. */
export class FeatureQueries {
  constructor(private readonly source: ReadModels) {}

  /** A page by identifier, and how many there are of which it is a page: one query, of one instant. */
  async page(
    collection: string,
    filter: FeatureFilter,
    moment: Moment,
    reader: Reader,
    { limit, offset, language }: { readonly limit: number; readonly offset: number; readonly language: Language },
  ): Promise<FeaturePage> {
    const conditions = filtered(known(new Conditions(), moment, reader).add('f.collection = ?', collection), filter);
    const [most, skipped] = [conditions.bind('?', [limit]), conditions.bind('?', [offset])];
    const rows: (Partial<Feature> & { matched: string })[] = await this.source.query(
      `SELECT m.matched, p.* FROM (SELECT count(*) AS matched FROM rm.feature f WHERE ${conditions.where}) m
       LEFT JOIN LATERAL (SELECT ${columns(language)} FROM rm.feature f WHERE ${conditions.where}
         ORDER BY f.feature_id LIMIT ${most} OFFSET ${skipped}) p ON true`,
      conditions.values,
    );
    return { matched: Number(rows[0]!.matched), features: rows.filter(({ id }) => id !== null) as Feature[] };
  }

  /** Undefined when this reader knows of no such feature at this moment. */
  async one(collection: string, id: string, moment: Moment, reader: Reader, language: Language): Promise<Feature | undefined> {
    const conditions = known(new Conditions(), moment, reader).add('f.collection = ? AND f.feature_id = ?', collection, id);
    const rows: Feature[] = await this.source.query(
      `SELECT ${columns(language)} FROM rm.feature f WHERE ${conditions.where}`,
      conditions.values,
    );
    return rows[0];
  }

  /** Of each collection that has features, by its identifier. */
  async extents(moment: Moment, reader: Reader): Promise<ReadonlyMap<string, Extent>> {
    const conditions = known(new Conditions(), moment, reader);
    const rows: (Record<'west' | 'south' | 'east' | 'north', number | null> & {
      collection: string;
      from: string | null;
      to: string | null;
    })[] = await this.source.query(
      `SELECT f.collection, min((f.box[1])[0]) FILTER (WHERE ${PLACED}) AS west, min((f.box[1])[1]) FILTER (WHERE ${PLACED}) AS south, max((f.box[0])[0]) FILTER (WHERE ${PLACED}) AS east, max((f.box[0])[1]) FILTER (WHERE ${PLACED}) AS north,
           min(f.began)::text AS from, CASE WHEN bool_and(f.ended IS NOT NULL) THEN max(f.ended)::text END AS to
         FROM rm.feature f WHERE ${conditions.where} GROUP BY f.collection`,
      conditions.values,
    );
    return new Map(
      rows.map(({ collection, west, south, east, north, from, to }) => [
        collection,
        { bounds: west === null ? null : [west, south!, east!, north!], from, to },
      ]),
    );
  }
}

const columns = (language: Language): string => `f.feature_id AS id, f.geometry, f.properties_${language} AS properties`;

/** The version of each feature (alias `f`) that a reader is told at a moment. */
function known(conditions: Conditions, { at, asOf }: Moment, { seesAll }: Reader): Conditions {
  conditions.add('f.audience = ?', seesAll ? 'insiders' : 'public');
  if (asOf === null) conditions.add('f.recorded_from <= now()').add('f.recorded_to IS NULL OR f.recorded_to > now()');
  else conditions.add('f.recorded_from <= ?::timestamptz', asOf).add('f.recorded_to IS NULL OR f.recorded_to > ?::timestamptz', asOf);
  if (at !== null)
    return conditions.add('f.valid_from IS NULL OR f.valid_from <= ?::date', at).add('f.valid_to IS NULL OR f.valid_to > ?::date', at);
  // The index of what is read now has none that were over.
  return conditions.add(asOf === null ? 'NOT f.over AND f.valid_to IS NULL' : 'f.valid_to IS NULL');
}

function filtered(conditions: Conditions, { boxes, days }: FeatureFilter): Conditions {
  if (boxes) {
    const texts = boxes.map(boxText);
    conditions.add(texts.map(() => MEETS).join(' OR '), ...texts.flatMap((text) => [text, text, text]));
  }
  if (days?.from) conditions.add('f.ended IS NULL OR f.ended >= ?::date', days.from);
  if (days?.to) conditions.add('f.began IS NULL OR f.began <= ?::date', days.to);
  return conditions;
}
