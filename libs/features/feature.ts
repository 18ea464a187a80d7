import type { Geometry } from '@app/kernel';
import { currentCommuneOf, pointOf } from '@app/reference';
import { collectionOf, type Language } from './collections.js';
import type { FeatureRow } from './feature.row.js';
import type { Scalar, Scalars } from './saying.js';
import { labelOf } from './words.js';

/** A feature ready to be sent. */
export interface Feature {
  readonly id: string;
  /** JSON text, WGS 84, longitude first. */
  readonly geometry: string;
  readonly properties: string;
}

/** What a feature is made of, when it is read. */
export type Kept = Pick<FeatureRow, 'thing' | 'began' | 'ended' | 'geometry' | 'shape' | 'says'>;

/** Where the story of a thing is told: an aid of a programme is told by its programme. */
const ADDRESSES: Readonly<Record<string, string>> = { projets: 'projects', parcs: 'sites', sites: 'sites', friches: 'sites' };

/** Puts names beside the codes, and the place of its municipality where it has none of its own. */
export function featureOf(collection: string, { thing, began, ended, geometry, shape, says }: Kept, language: Language): Feature {
  const id = thing.slice(thing.indexOf('-') + 1);
  const said = JSON.parse(says) as Scalars;
  const commune = communeOf(said.commune_code);
  const place = geometry ?? commune?.place;
  const values: Record<string, Scalar> = {
    ...said,
    id,
    commune_name: commune?.name ?? null,
    precision: place === undefined ? null : geometry === null ? 'commune' : shape === null ? 'point' : 'outline',
    began,
    ended,
    address: addressOf(collection, id),
  };
  return { id, geometry: place ?? 'null', properties: propertiesOf(collection, values, language) };
}

/** The main place of a municipality, by today's boundaries. */
export function placeOf(communeCode: Scalar | undefined): Geometry | undefined {
  const commune = typeof communeCode === 'string' ? currentCommuneOf(communeCode) : undefined;
  const point = commune && pointOf(commune.code);
  return point && { type: 'Point', coordinates: point };
}

interface Commune {
  readonly name: string;
  /** JSON text of its main place. */
  readonly place: string | undefined;
}

const communes = new Map<string, Commune | undefined>();

/** There are some 35,000 of them: each is looked for once. What is no code is not remembered. */
function communeOf(code: Scalar | undefined): Commune | undefined {
  if (typeof code !== 'string') return undefined;
  const known = communes.get(code);
  if (known) return known;
  const current = currentCommuneOf(code);
  if (!current) return undefined;
  const place = placeOf(code);
  const commune = { name: current.name, place: place && JSON.stringify(place) };
  communes.set(code, commune);
  return commune;
}

function addressOf(collection: string, id: string): string {
  if (collection !== 'aides') return `/api/v1/${ADDRESSES[collection]}/${id}`;
  const [programme, aid] = id.split('--');
  return aid === undefined ? `/api/v1/aids/${id}` : `/api/v1/programmes/${programme}`;
}

/** The same properties in every feature, absent ones null. */
function propertiesOf(collection: string, values: Readonly<Record<string, Scalar>>, language: Language): string {
  const told: Record<string, Scalar> = {};
  for (const key in collectionOf(collection)!.properties) told[key] = labelOf(key, values, language) ?? values[key] ?? null;
  return JSON.stringify(told);
}
