import { rightHanded, type Geometry } from '@app/kernel';
import type { Moment, Reader, ReadModels } from '@app/projecting';
import { POINTS, pointOf, populationOf } from '@app/reference';
import { levelOf, Outlines, territoriesAt, type Outline, type Territories, type Territory } from '@app/territories';
import { territoryKindsEn, territoryKindsFr } from '@domain/territories';
import { LANGUAGES, TERRITORIES, type Language } from './collections.js';
import type { Feature } from './feature.js';
import type { Extent, FeatureFilter, FeaturePage } from './features.queries.js';
import type { Scalar } from './saying.js';
import { bounds, meets, type Bounds } from './shapes.js';

interface Drawn {
  readonly id: string;
  readonly place: Geometry | undefined;
  readonly geometry: string;
  readonly bounds: Bounds | null;
  readonly properties: Readonly<Record<Language, string>>;
}

/** Levels whose municipalities are features too: those of a whole region would hide the rest. */
const LISTED = new Set(['intercommunality', 'metropolitan-pole', 'employment-zone']);

/**
 * The territories of the register and their municipalities as features. Outlines are costly to put together and change when an operator
 * gives some: the layer is drawn once, and again when either changes.
 */
export class TerritoryLayer {
  private readonly drawn = new WeakMap<Territories, { readonly mark: string; readonly layer: Promise<readonly Drawn[]> }>();

  /** Territories are of no time: `days` leaves out none. */
  async page(
    models: ReadModels,
    { boxes }: FeatureFilter,
    moment: Moment,
    reader: Reader,
    { limit, offset, language }: { readonly limit: number; readonly offset: number; readonly language: Language },
  ): Promise<FeaturePage> {
    const all = await this.layer(models, moment, reader);
    const matching = boxes
      ? all.filter(({ place, bounds }) => bounds === null || boxes.some((box) => meet(bounds, box) && meets(place!, box)))
      : all;
    return { matched: matching.length, features: matching.slice(offset, offset + limit).map((drawn) => featureIn(drawn, language)) };
  }

  async one(models: ReadModels, id: string, moment: Moment, reader: Reader, language: Language): Promise<Feature | undefined> {
    const drawn = (await this.layer(models, moment, reader)).find((one) => one.id === id);
    return drawn && featureIn(drawn, language);
  }

  /** Undefined without a territory. */
  async extent(models: ReadModels, moment: Moment, reader: Reader): Promise<Extent | undefined> {
    const layer = await this.layer(models, moment, reader);
    const all = layer.flatMap((drawn) => (drawn.bounds ? [drawn.bounds] : []));
    const around = all.reduce<Bounds | null>((sum, box) => (sum === null ? box : surrounding(sum, box)), null);
    return layer.length === 0 ? undefined : { bounds: around, from: null, to: null };
  }

  private async layer(models: ReadModels, moment: Moment, reader: Reader): Promise<readonly Drawn[]> {
    const territories = await territoriesAt(models, moment, reader);
    const outlines = new Outlines(models);
    const mark = await outlines.mark();
    const known = this.drawn.get(territories);
    if (known?.mark === mark) return known.layer;
    const layer = draw(territories, outlines);
    this.drawn.set(territories, { mark, layer });
    layer.catch(() => this.drawn.delete(territories));
    return layer;
  }
}

async function draw(territories: Territories, outlines: Outlines): Promise<readonly Drawn[]> {
  const all = new Map<string, Territory>();
  for (const id of territories.registeredIds) {
    const territory = territories.find(id)!;
    all.set(territory.id, territory);
    if (!LISTED.has(levelOf(territory.kind))) continue;
    for (const { communeCode } of territories.compositionOf(territory, 'today').members) {
      const municipality = territories.find(`commune-${communeCode.toLowerCase()}`);
      if (municipality) all.set(municipality.id, municipality);
    }
  }
  const municipalities = [...all.values()].filter(({ kind }) => kind === 'municipality');
  const given = await outlines.givenOf(municipalities.flatMap(({ code }) => (code === null ? [] : [code])));
  const layer: Drawn[] = [];
  for (const territory of all.values()) {
    const isMunicipality = territory.kind === 'municipality' && territory.code !== null;
    const outline = isMunicipality ? given.get(territory.code!) : await outlines.of(territories, territory);
    const population = isMunicipality ? populationOf([territory.code!]) : territories.compositionOf(territory, 'today').population;
    layer.push(drawnOf(territory, outline, population));
  }
  return layer.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function drawnOf(territory: Territory, outline: Outline | undefined, population: number): Drawn {
  const { id, name, kind, code } = territory;
  const point = outline || kind !== 'municipality' || code === null ? undefined : pointOf(code);
  const place: Geometry | undefined = outline?.area ?? (point && { type: 'Point', coordinates: point });
  const properties = (language: Language): string => {
    const isFrench = language === 'fr';
    const source = point ? (isFrench ? POINTS.sourceFr : POINTS.sourceEn) : isFrench ? outline?.sourceFr : outline?.sourceEn;
    const values: Readonly<Record<string, Scalar | undefined>> = {
      id,
      name,
      kind,
      kind_label: (isFrench ? territoryKindsFr : territoryKindsEn)[kind],
      code,
      population,
      precision: place === undefined ? null : point ? 'commune' : 'outline',
      drawn: outline?.drawn,
      source,
      vintage: outline?.vintage,
      address: `/api/v1/geo/territories/${id}`,
    };
    return JSON.stringify(Object.fromEntries(Object.keys(TERRITORIES.properties).map((key) => [key, values[key] ?? null])));
  };
  return {
    id,
    place,
    geometry: place ? JSON.stringify(rightHanded(place)) : 'null',
    bounds: place ? bounds(place) : null,
    properties: Object.fromEntries(LANGUAGES.map((language) => [language, properties(language)])) as Record<Language, string>,
  };
}

const featureIn = ({ id, geometry, properties }: Drawn, language: Language): Feature => ({
  id,
  geometry,
  properties: properties[language],
});

const meet = ([west, south, east, north]: Bounds, [w, s, e, n]: Bounds): boolean => west <= e && w <= east && south <= n && s <= north;

const surrounding = ([west, south, east, north]: Bounds, [w, s, e, n]: Bounds): Bounds => [
  Math.min(west, w),
  Math.min(south, s),
  Math.max(east, e),
  Math.max(north, n),
];
