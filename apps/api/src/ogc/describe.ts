import { OPEN_LICENCE } from '@app/exports';
import { collections, TERRITORIES, type Collection, type Extent, type PropertyType } from '@app/features';
import type { Language } from '@app/http';
import { CRS84, CRSS } from './crs.js';
import { ogcWords } from './words.js';

export const GEOJSON = 'application/geo+json';
export const OPENAPI = 'application/vnd.oai.openapi+json;version=3.0';
export const SCHEMA = 'application/schema+json';
const JSON_TYPE = 'application/json';

/** The conformance classes: parts 1 and 2 of OGC API - Features, version 1.0. */
export const CONFORMANCE = [
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30',
  'http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs',
] as const;

export interface Link {
  readonly href: string;
  readonly rel: string;
  readonly type: string;
  readonly title: string;
  readonly hreflang?: string;
}

/** Makes the links of a document: each says what it leads to, in the reader's language. */
export function linksIn(base: string, language: Language) {
  const words = ogcWords[language];
  const link = (rel: string, path: string, title: string, type = JSON_TYPE): Link => ({ href: `${base}${path}`, rel, type, title });
  return {
    words,
    link,
    self: (path: string, type = JSON_TYPE) => link('self', path, words.self, type),
    licence: { href: OPEN_LICENCE.url, rel: 'license', type: 'text/html', title: words.licence } satisfies Link,
  };
}

export function landing(base: string, path: string, language: Language) {
  const { words, link, self, licence } = linksIn(base, language);
  return {
    title: words.title,
    description: words.description,
    links: [
      self(path),
      link('service-desc', '/ogc/api', words.api, OPENAPI),
      link('service-doc', '/api/docs', words.page, 'text/html'),
      link('conformance', '/ogc/conformance', words.conformance),
      link('data', '/ogc/collections', words.collections),
      licence,
    ],
  };
}

export function describedCollections(base: string, path: string, language: Language, extents: ReadonlyMap<string, Extent>) {
  const { self } = linksIn(base, language);
  return {
    links: [self(path)],
    crs: CRSS,
    collections: collections.map((collection) => described(collection, base, language, extents.get(collection.id))),
  };
}

export function described(collection: Collection, base: string, language: Language, extent: Extent | undefined) {
  const { words, link, self, licence } = linksIn(base, language);
  const path = `/ogc/collections/${collection.id}`;
  return {
    id: collection.id,
    title: collection.title[language],
    description: collection.description[language],
    itemType: 'feature',
    ...(extent && { extent: extentOf(extent, collection === TERRITORIES) }),
    crs: CRSS,
    storageCrs: CRS84,
    links: [
      self(path),
      link('items', `${path}/items`, `${collection.title[language]} (GeoJSON)`, GEOJSON),
      // Relation types are the same in any case (RFC 8288); GDAL knows this one.
      link('describedBy', `${path}/schema`, words.schema, SCHEMA),
      licence,
    ],
  };
}

function extentOf({ bounds, from, to }: Extent, isTimeless: boolean) {
  const instant = (day: string | null) => (day === null ? null : `${day}T00:00:00Z`);
  return {
    ...(bounds && { spatial: { bbox: [bounds], crs: CRS84 } }),
    ...(!isTimeless && {
      temporal: { interval: [[instant(from), instant(to)]], trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian' },
    }),
  };
}

const TYPES: Readonly<Record<PropertyType, object>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  integer: { type: 'integer' },
  date: { type: 'string', format: 'date' },
};

/** JSON Schema of a feature. What a feature has none of is null, whatever its type: programs make their columns from these. */
export function schemaOf({ id, title, description, properties }: Collection, base: string, language: Language) {
  const of = (key: string) => ({ title: properties[key]!.label[language], ...TYPES[properties[key]!.type] });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${base}/ogc/collections/${id}/schema`,
    title: title[language],
    description: description[language],
    type: 'object',
    required: ['type', 'id', 'geometry', 'properties'],
    properties: {
      type: { type: 'string', enum: ['Feature'] },
      id: { type: 'string' },
      geometry: { $ref: 'https://geojson.org/schema/Geometry.json' },
      properties: { type: 'object', properties: Object.fromEntries(Object.keys(properties).map((key) => [key, of(key)])) },
    },
  };
}
