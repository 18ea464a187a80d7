import { Conditions, type Moment, type Reader, type ReadModels } from '@app/projecting';
import { kindOf, LAYERS, type Language } from './collections.js';
import { featureOf, type Feature, type Kept } from './feature.js';
import { boxText, MEETS, NOWHERE, PLACED, type Bounds } from './shapes.js';

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
    const conditions = filtered(within(known(new Conditions(), moment, reader), collection), filter);
    const [most, skipped] = [conditions.bind('?', [limit]), conditions.bind('?', [offset])];
    const parts = partsOf(conditions, filter).map((part) => `FROM rm.feature f WHERE ${conditions.where} AND (${part})`);
    const rows: (Kept & { matched: string })[] = await this.source.query(
      `SELECT m.matched, p.* FROM (SELECT ${parts.map((part) => `(SELECT count(*) ${part})`).join(' + ')} AS matched) m
       LEFT JOIN LATERAL (SELECT * FROM (${parts
         .map((part) => `(SELECT ${COLUMNS} ${part} ORDER BY f.thing LIMIT ${most}::bigint + ${skipped}::bigint)`)
         .join(' UNION ALL ')}) u ORDER BY u.thing LIMIT ${most} OFFSET ${skipped}) p ON true`,
      conditions.values,
    );
    const found = rows.filter(({ thing }) => thing !== null);
    return { matched: Number(rows[0]!.matched), features: found.map((kept) => featureOf(collection, kept, language)) };
  }

  /** Undefined when this reader knows of no such feature at this moment. */
  async one(collection: string, id: string, moment: Moment, reader: Reader, language: Language): Promise<Feature | undefined> {
    const conditions = within(known(new Conditions(), moment, reader), collection).add('f.thing = ?', `${kindOf(collection)}-${id}`);
    const [kept] = await this.source.query<Kept[]>(`SELECT ${COLUMNS} FROM rm.feature f WHERE ${conditions.where}`, conditions.values);
    return kept && featureOf(collection, kept, language);
  }

  /** Of each collection that has features, by its identifier. */
  async extents(moment: Moment, reader: Reader): Promise<ReadonlyMap<string, Extent>> {
    const conditions = known(new Conditions(), moment, reader);
    const rows: (Record<'west' | 'south' | 'east' | 'north', number | null> & {
      collection: string;
      from: string | null;
      to: string | null;
    })[] = await this.source.query(
      `SELECT c.collection, min((f.box[1])[0]) FILTER (WHERE ${PLACED}) AS west, min((f.box[1])[1]) FILTER (WHERE ${PLACED}) AS south, max((f.box[0])[0]) FILTER (WHERE ${PLACED}) AS east, max((f.box[0])[1]) FILTER (WHERE ${PLACED}) AS north,
           min(f.began)::text AS from, CASE WHEN bool_and(f.ended IS NOT NULL) THEN max(f.ended)::text END AS to
         FROM rm.feature f, unnest(string_to_array(f.collections, ',')) c(collection) WHERE ${conditions.where} GROUP BY c.collection`,
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

const COLUMNS = 'f.thing, f.began::text, f.ended::text, f.geometry, f.shape, f.says';

/**
 * The features of a collection: things of one kind lie side by side in the index, those that are in other layers too among them. The kind, one of
 * ours, stands in the text: a plan for whatever values are bound would not know that the indexes of a kind are meant.
 */
const within = (conditions: Conditions, collection: string): Conditions =>
  conditions
    .add(`f.thing >= '${kindOf(collection)}-' AND f.thing < '${kindOf(collection)}.'`)
    .add('f.collections = ANY(?::text[])', LAYERS[collection]);

/** The version of each feature (alias `f`) that a reader is told at a moment. */
function known(conditions: Conditions, { at, asOf }: Moment, { seesAll }: Reader): Conditions {
  conditions.add(`f.audience IN ('everyone', ?)`, seesAll ? 'insiders' : 'public');
  if (asOf === null) conditions.add('f.recorded_from <= now()').add('f.recorded_to IS NULL OR f.recorded_to > now()');
  else conditions.add('f.recorded_from <= ?::timestamptz', asOf).add('f.recorded_to IS NULL OR f.recorded_to > ?::timestamptz', asOf);
  if (at !== null)
    return conditions.add('f.valid_from IS NULL OR f.valid_from <= ?::date', at).add('f.valid_to IS NULL OR f.valid_to > ?::date', at);
  // The index of what is read now has none that were over.
  return conditions.add(asOf === null ? 'NOT f.over AND f.valid_to IS NULL' : 'f.valid_to IS NULL');
}

/**
 * What is to be had apart, and has nothing in common: in a rectangle, what has a place there, which is few, and what has none, which is in every
 * rectangle and would be gone through with each.
 */
function partsOf(conditions: Conditions, { boxes }: FeatureFilter): readonly string[] {
  if (!boxes) return ['true'];
  const texts = boxes.map(boxText);
  const meet = conditions.bind(
    texts.map(() => `(${MEETS})`).join(' OR '),
    texts.flatMap((text) => [text, text, text]),
  );
  return [`${PLACED} AND (${meet})`, NOWHERE];
}

function filtered(conditions: Conditions, { days }: FeatureFilter): Conditions {
  if (days?.from) conditions.add('f.ended IS NULL OR f.ended >= ?::date', days.from);
  if (days?.to) conditions.add('f.began IS NULL OR f.began <= ?::date', days.to);
  return conditions;
}
