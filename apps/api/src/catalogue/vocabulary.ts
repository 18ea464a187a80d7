import { OPEN_LICENCE, type Format } from '@app/exports';

export const CATALOGUE = '/catalog.jsonld';

export type InLanguages = Readonly<Record<'fr' | 'en', string>>;
export type Node = Readonly<Record<string, unknown>>;

export const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatap: 'http://data.europa.eu/r5r/',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  geo: 'http://www.opengis.net/ont/geosparql#',
  hydra: 'http://www.w3.org/ns/hydra/core#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

/** Terms of the vocabularies of the Publications Office of the European Union. */
export const AUTHORITY = 'http://publications.europa.eu/resource/authority';
export const ACCESS: Node = { '@id': `${AUTHORITY}/access-right/PUBLIC`, '@type': 'dct:RightsStatement' };
export const LANGUAGES: readonly Node[] = ['FRA', 'ENG'].map((code) => ({
  '@id': `${AUTHORITY}/language/${code}`,
  '@type': 'dct:LinguisticSystem',
}));
export const CONTINUOUS: Node = { '@id': `${AUTHORITY}/frequency/UPDATE_CONT`, '@type': 'dct:Frequency' };
export const FRANCE: Node = { '@id': `${AUTHORITY}/country/FRA`, '@type': 'dct:Location' };
export const LICENCE: Node = { '@id': OPEN_LICENCE.url, '@type': 'dct:LicenseDocument', 'dct:title': OPEN_LICENCE.name };
export const AVAILABLE: Node = concept('planned-availability/AVAILABLE', { fr: 'disponible', en: 'available' });
export const FILE_TYPES: Readonly<Record<Format, string>> = {
  json: 'JSON',
  csv: 'CSV',
  xlsx: 'XLSX',
  geojson: 'GEOJSON',
  parquet: 'PARQUET',
};

export const document = (address: string): Node => ({ '@id': address, '@type': 'foaf:Document' });
export const typed = (value: string, type: string): Node => ({ '@value': value, '@type': type });

/** Who takes which format. */
export const FOR_WHOM: Readonly<Record<Format, InLanguages>> = {
  json: { fr: 'Pour les programmes ; de longues listes viennent par pages.', en: 'For programs; long lists come by pages.' },
  csv: {
    fr: 'Pour les tableurs et les programmes (RFC 4180, UTF-8) ; dialect=fr pour Excel en français.',
    en: 'For spreadsheets and programs (RFC 4180, UTF-8); dialect=fr for Excel in French.',
  },
  xlsx: { fr: 'Pour Excel et LibreOffice : les codes y restent des textes.', en: 'For Excel and LibreOffice: codes stay text.' },
  geojson: { fr: 'Pour les cartes (RFC 7946).', en: 'For maps (RFC 7946).' },
  parquet: { fr: 'Pour R, Python et DuckDB.', en: 'For R, Python and DuckDB.' },
};
export const LAYER: InLanguages = {
  fr: 'Pour QGIS, GDAL et les portails de cartes : OGC API - Features.',
  en: 'For QGIS, GDAL and map portals: OGC API - Features.',
};

export const THEMES = {
  ECON: concept('data-theme/ECON', { fr: 'Économie et finances', en: 'Economy and finance' }),
  REGI: concept('data-theme/REGI', { fr: 'Régions et villes', en: 'Regions and cities' }),
} as const;
export type Theme = keyof typeof THEMES;

function concept(term: string, label: InLanguages): Node {
  return { '@id': `${AUTHORITY}/${term}`, '@type': 'skos:Concept', 'skos:prefLabel': inLanguages(label) };
}

export function inLanguages({ fr, en }: InLanguages): readonly Node[] {
  return [
    { '@value': fr, '@language': 'fr' },
    { '@value': en, '@language': 'en' },
  ];
}
