import type { Bounds, Extent } from '@app/features';
import type { Coverage } from '@app/timeline';
import { mediaTypeOf, type Dataset, type Distribution } from './datasets.js';
import { layersOf, services } from './services.js';
import {
  ACCESS,
  AUTHORITY,
  AVAILABLE,
  CATALOGUE,
  CONTEXT,
  CONTINUOUS,
  document,
  FILE_TYPES,
  FOR_WHOM,
  FRANCE,
  inLanguages,
  LANGUAGES,
  LAYER,
  LICENCE,
  THEMES,
  typed,
  type Node,
} from './vocabulary.js';

/** What the catalogue knows of the data at the moment, for everybody. */
export interface Known {
  readonly byKind: ReadonlyMap<string, Coverage>;
  readonly extents: ReadonlyMap<string, Extent>;
}

export interface Page {
  readonly number: number;
  readonly last: number;
  readonly total: number;
  readonly datasets: readonly Dataset[];
}

/** A page of the catalogue in DCAT-AP 3, as JSON-LD with its own context: nothing else has to be fetched to read it. */
export function catalogue(base: string, publisherName: string, { number, last, total, datasets }: Page, known: Known): Node {
  const address = `${base}${CATALOGUE}`;
  const publisher: Node = { '@id': `${address}#publisher`, '@type': 'foaf:Agent', 'foaf:name': publisherName };
  const contact: Node = {
    '@id': `${address}#contact`,
    '@type': 'vcard:Kind',
    'vcard:fn': publisherName,
    'vcard:hasURL': { '@id': `${base}/` },
  };
  const places = [...known.extents.values()].flatMap(({ bounds }) => (bounds ? [bounds] : []));
  const pageAt = (page: number): Node => ({ '@id': page === 1 ? address : `${address}?page=${page}` });
  const modified = latest([...known.byKind.values()].map((coverage) => coverage.modified));
  return {
    '@context': CONTEXT,
    '@id': `${address}#catalogue`,
    '@type': ['dcat:Catalog', 'hydra:Collection'],
    'dct:identifier': 'palimpseste',
    'dct:title': inLanguages({ fr: 'Palimpseste : les données du territoire', en: 'Palimpseste: the data of the territory' }),
    'dct:description': inLanguages({
      fr: 'La mémoire de la transformation économique d’un territoire : faits, listes, observatoires et couches de cartes.',
      en: 'The memory of the economic transformation of a territory: facts, lists, observatories and map layers.',
    }),
    'dct:publisher': publisher,
    'dct:license': LICENCE,
    'dct:language': LANGUAGES,
    'dct:spatial': places.length > 0 ? [FRANCE, locationOf(places.reduce(around))] : [FRANCE],
    'foaf:homepage': document(`${base}/`),
    'dcat:themeTaxonomy': {
      '@id': `${AUTHORITY}/data-theme`,
      '@type': 'skos:ConceptScheme',
      'dct:title': inLanguages({ fr: 'Thèmes', en: 'Themes' }),
    },
    ...(modified && { 'dct:modified': typed(modified, 'xsd:dateTime') }),
    'dcat:dataset': datasets.map((dataset) => described(dataset, base, publisher, contact, known)),
    'dcat:service': services(base, datasets, { 'dct:publisher': publisher, 'dcat:contactPoint': contact }),
    'hydra:totalItems': total,
    'hydra:view': {
      ...pageAt(number),
      '@type': 'hydra:PartialCollectionView',
      'hydra:first': pageAt(1),
      'hydra:last': pageAt(last),
      ...(number > 1 && { 'hydra:previous': pageAt(number - 1) }),
      ...(number < last && { 'hydra:next': pageAt(number + 1) }),
    },
  };
}

function described(dataset: Dataset, base: string, publisher: Node, contact: Node, { byKind, extents }: Known): Node {
  const { identifier, title, description, path, themes, keywords, kinds, collection, distributions } = dataset;
  const coverages = kinds.length === 0 ? [...byKind.values()] : kinds.flatMap((kind) => byKind.get(kind) ?? []);
  const modified = latest(coverages.map((coverage) => coverage.modified));
  const bounds = collection === undefined ? undefined : extents.get(collection)?.bounds;
  return {
    '@id': `${base}${CATALOGUE}#${identifier}`,
    '@type': 'dcat:Dataset',
    'dct:identifier': identifier,
    'dct:title': inLanguages(title),
    'dct:description': inLanguages(description),
    'dct:publisher': publisher,
    'dcat:contactPoint': contact,
    'dct:accessRights': ACCESS,
    'dct:accrualPeriodicity': CONTINUOUS,
    'dct:language': LANGUAGES,
    'dct:spatial': bounds ? [FRANCE, locationOf(bounds)] : [FRANCE],
    'dcat:theme': themes.map((theme) => THEMES[theme]),
    'dcat:keyword': keywords.map((keyword) => ({ '@value': keyword, '@language': 'fr' })),
    'dcat:landingPage': document(`${base}${path}`),
    ...(modified && { 'dct:modified': typed(modified, 'xsd:dateTime') }),
    ...periodOf(coverages),
    'dcat:distribution': distributions.map((distribution) => distributed(distribution, identifier, base)),
  };
}

function distributed({ key, title, path, format, isLayer }: Distribution, identifier: string, base: string): Node {
  const address: Node = { '@id': `${base}${path}` };
  return {
    '@id': `${base}${CATALOGUE}#${identifier}.${key}`,
    '@type': 'dcat:Distribution',
    'dct:title': inLanguages(title),
    'dct:description': inLanguages(isLayer ? LAYER : FOR_WHOM[format]),
    'dcat:accessURL': address,
    ...(isLayer ? { 'dcat:accessService': { '@id': layersOf(base) } } : { 'dcat:downloadURL': address }),
    'dct:format': { '@id': `${AUTHORITY}/file-type/${FILE_TYPES[format]}`, '@type': 'dct:MediaTypeOrExtent' },
    'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${mediaTypeOf(format)}`, '@type': 'dct:MediaType' },
    'dct:license': LICENCE,
    'dcatap:availability': AVAILABLE,
  };
}

function periodOf(coverages: readonly Coverage[]): Node {
  const from = coverages.flatMap((coverage) => coverage.from ?? []).sort()[0];
  const to = latest(coverages.flatMap((coverage) => coverage.to ?? []));
  if (from === undefined && to === undefined) return {};
  return {
    'dct:temporal': {
      '@type': 'dct:PeriodOfTime',
      ...(from !== undefined && { 'dcat:startDate': typed(from, 'xsd:date') }),
      ...(to !== undefined && { 'dcat:endDate': typed(to, 'xsd:date') }),
    },
  };
}

const latest = (texts: readonly string[]): string | undefined => [...texts].sort().at(-1);

function locationOf([west, south, east, north]: Bounds): Node {
  const ring = [west, south, east, south, east, north, west, north, west, south];
  const corners = Array.from({ length: 5 }, (_, index) => `${ring[2 * index]} ${ring[2 * index + 1]}`);
  return { '@type': 'dct:Location', 'dcat:bbox': typed(`POLYGON((${corners.join(', ')}))`, 'geo:wktLiteral') };
}

const around = ([west, south, east, north]: Bounds, [w, s, e, n]: Bounds): Bounds => [
  Math.min(west, w),
  Math.min(south, s),
  Math.max(east, e),
  Math.max(north, n),
];
