import type { Position } from '@app/kernel';
import { pointOf, POINTS } from '@app/reference';
import type { ReadModels } from '@app/projecting';
import type { DataSource } from 'typeorm';
import type { Composition, Territories, Territory } from '../territories.js';
import { innerPoint, type Area } from './area.js';
import { dissolved } from './dissolve.js';
import { softHull } from './hull.js';
import type { GivenOutline } from './outline-file.js';

/** Where a territory lies today. */
export interface Outline {
  readonly area: Area;
  /** A position inside, for a label or a symbol. */
  readonly point: Position;
  /** `given`: as a source drew it; `dissolved`: from those of its parts; `indicative`: a soft shape around points, no border at all. */
  readonly drawn: 'given' | 'dissolved' | 'indicative';
  readonly sourceFr: string;
  readonly sourceEn: string;
  /** Year of the boundaries; null for an indicative shape. */
  readonly vintage: number | null;
}

/** More than any department has municipalities. */
const MOST_PARTS = 1_000;

/** Outlines kept in PostgreSQL, and what can be said of a territory that has none. */
export class Outlines {
  constructor(private readonly models: ReadModels) {}

  /** The outline of a territory; undefined when nothing is known of where it lies. One or two queries. */
  async of(territories: Territories, territory: Territory): Promise<Outline | undefined> {
    const composition = territories.compositionOf(territory, 'today');
    const [own] = await this.kept(composition.names);
    if (own) return given(own);
    return (await this.ofParts(territories, composition)) ?? this.indicative(composition);
  }

  /** A position in each of these municipalities that one is known for, by code: from its outline, else from the gazetteer. */
  async points(communeCodes: readonly string[]): Promise<ReadonlyMap<string, Position>> {
    const points = new Map<string, Position>();
    for (const code of communeCodes) {
      const point = pointOf(code);
      if (point) points.set(code, point);
    }
    const rows: Pick<Row, 'territory_id' | 'longitude' | 'latitude'>[] = await this.models.query(
      'SELECT territory_id, longitude, latitude FROM rm.outline WHERE territory_id = ANY($1::text[])',
      [communeCodes.map(addressOf)],
    );
    for (const { territory_id: id, longitude, latitude } of rows) points.set(id.slice(ADDRESS.length).toUpperCase(), [longitude, latitude]);
    return points;
  }

  /** The outlines given of these municipalities, by code. */
  async givenOf(communeCodes: readonly string[]): Promise<ReadonlyMap<string, Outline>> {
    const rows = await this.kept(communeCodes.map(addressOf));
    return new Map(rows.map((row) => [row.territory_id.slice(ADDRESS.length).toUpperCase(), given(row)]));
  }

  /** Another one whenever outlines were given. */
  async mark(): Promise<string> {
    const [row] = await this.models.query<{ mark: string }[]>(
      `SELECT count(*) || ' ' || coalesce(max(stored_at)::text, '') AS mark FROM rm.outline`,
    );
    return row!.mark;
  }

  /** From the fewest parts that have outlines and leave nothing out: intercommunalities, else municipalities. */
  private async ofParts(territories: Territories, { territory, members }: Composition): Promise<Outline | undefined> {
    if (members.length > MOST_PARTS) return undefined;
    const children = territories.children(territory, 'intercommunality', 'today');
    const covered = children.flatMap(({ composition }) => composition.members).length;
    const isWhole = children.length > 0 && covered === members.length && children.every(({ isPartial }) => !isPartial);
    const larger = isWhole ? await this.drawnTogether(children.map(({ composition }) => composition.names)) : [];
    const rows = larger.length > 0 ? larger : await this.drawnTogether(members.map(({ communeCode }) => [addressOf(communeCode)]));
    if (rows.length === 0) return undefined;
    const area = dissolved(rows.map((row) => JSON.parse(row.area) as Area));
    return { ...given(rows[0]!), area, point: innerPoint(area), drawn: 'dissolved' };
  }

  /** The outlines of some territories, each given by its names, when all are there and of one source: others would leave gaps along their borders. */
  private async drawnTogether(wanted: readonly (readonly string[])[]): Promise<Row[]> {
    const rows = await this.kept(wanted.flat());
    const isOne = rows.every(({ source, vintage }) => source === rows[0]!.source && vintage === rows[0]!.vintage);
    return rows.length === wanted.length && isOne ? rows : [];
  }

  private async indicative({ members, territory }: Composition): Promise<Outline | undefined> {
    // France is not one shape: it lies around the world.
    if (territory.kind === 'country') return undefined;
    const points = [...(await this.points(members.map(({ communeCode }) => communeCode))).values()];
    if (points.length === 0) return undefined;
    const area = softHull(points);
    return { area, point: innerPoint(area), drawn: 'indicative', ...POINTS, vintage: null };
  }

  private kept(territoryIds: readonly string[]): Promise<Row[]> {
    return this.models.query(
      'SELECT territory_id, area, longitude, latitude, source, vintage FROM rm.outline WHERE territory_id = ANY($1::text[]) ORDER BY territory_id',
      [territoryIds],
    );
  }
}

/** Keeps outlines, in place of those there were of the same territories: all, or none when anything fails. */
export async function storeOutlines(models: DataSource, outlines: readonly GivenOutline[], source: string, vintage: number): Promise<void> {
  const column = <Value>(value: (outline: GivenOutline) => Value) => outlines.map(value);
  const points = outlines.map(({ area }) => innerPoint(area));
  await models.query(
    `INSERT INTO rm.outline (territory_id, area, longitude, latitude, source, vintage)
     SELECT *, $5::text, $6::int FROM unnest($1::text[], $2::text[], $3::float8[], $4::float8[])
     ON CONFLICT (territory_id) DO UPDATE SET area = excluded.area, longitude = excluded.longitude, latitude = excluded.latitude,
       source = excluded.source, vintage = excluded.vintage, stored_at = clock_timestamp()`,
    [
      column(({ territoryId }) => territoryId),
      column(({ area }) => JSON.stringify(area)),
      points.map(([longitude]) => longitude),
      points.map(([, latitude]) => latitude),
      source,
      vintage,
    ],
  );
}

interface Row {
  readonly territory_id: string;
  readonly area: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly source: string;
  readonly vintage: number;
}

const ADDRESS = 'commune-';
const addressOf = (communeCode: string): string => `${ADDRESS}${communeCode.toLowerCase()}`;

const given = ({ area, longitude, latitude, source, vintage }: Row): Outline => ({
  area: JSON.parse(area) as Area,
  point: [longitude, latitude],
  drawn: 'given',
  sourceFr: source,
  sourceEn: source,
  vintage,
});
