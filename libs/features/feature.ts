import { rightHanded, type Geometry } from '@app/kernel';
import { currentCommuneOf, pointOf } from '@app/reference';
import { collectionOf, type Language } from './collections.js';
import type { FeatureRow } from './feature.row.js';
import type { Scalar } from './saying.js';
import type { State } from './state.js';
import { bounds, boxText, EVERYWHERE, shapeText } from './shapes.js';
import { labelOf } from './words.js';

type Written = Pick<FeatureRow, 'featureId' | 'box' | 'shape' | 'geometry' | 'propertiesFr' | 'propertiesEn'>;

/** Where the story of a thing is told: an aid of a programme is told by its programme. */
const ADDRESSES: Readonly<Record<string, string>> = { projets: 'projects', parcs: 'sites', sites: 'sites', friches: 'sites' };

/** A feature as it is kept: its geometry and properties as text, so that a page is put together and not made. */
export function featureOf(collection: string, id: string, { is, stands, began, ended, geometry }: State): Written {
  const commune = typeof is.commune_code === 'string' ? currentCommuneOf(is.commune_code) : undefined;
  const place = geometry ?? (commune && mainPlaceOf(commune.code));
  const values: Readonly<Record<string, Scalar>> = {
    ...is,
    ...stands,
    id,
    commune_name: commune?.name ?? null,
    precision: place === undefined ? null : geometry === null ? 'commune' : geometry.type === 'Point' ? 'point' : 'outline',
    began,
    ended,
    address: addressOf(collection, id),
  };
  return {
    featureId: id,
    box: boxText(place === undefined ? EVERYWHERE : bounds(place)),
    shape: place === undefined ? null : shapeText(place),
    geometry: place === undefined ? 'null' : JSON.stringify(rightHanded(place)),
    propertiesFr: propertiesOf(collection, values, 'fr'),
    propertiesEn: propertiesOf(collection, values, 'en'),
  };
}

function mainPlaceOf(communeCode: string): Geometry | undefined {
  const point = pointOf(communeCode);
  return point && { type: 'Point', coordinates: point };
}

function addressOf(collection: string, id: string): string {
  if (collection !== 'aides') return `/api/v1/${ADDRESSES[collection]}/${id}`;
  const [programme, aid] = id.split('--');
  return aid === undefined ? `/api/v1/aids/${id}` : `/api/v1/programmes/${programme}`;
}

/** The same properties in every feature, absent ones null. */
function propertiesOf(collection: string, values: Readonly<Record<string, Scalar>>, language: Language): string {
  const keys = Object.keys(collectionOf(collection)!.properties);
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, labelOf(key, values, language) ?? values[key] ?? null])));
}
