import type { Language } from '@app/http';

/** What the descriptions of the OGC interface say to people. */
export interface OgcWords {
  readonly title: string;
  readonly description: string;
  readonly self: string;
  readonly api: string;
  readonly page: string;
  readonly conformance: string;
  readonly collections: string;
  readonly collection: string;
  readonly features: string;
  readonly schema: string;
  readonly next: string;
  readonly previous: string;
  readonly licence: string;
  readonly catalogue: string;
}

export const ogcWords: Readonly<Record<Language, OgcWords>> = {
  fr: {
    title: 'Palimpseste : les couches du territoire',
    description: 'Parcs, sites, friches, projets, aides et territoires, pour QGIS, GDAL et les portails de cartes.',
    self: 'Ce document',
    api: 'La description de cette interface (OpenAPI 3.0)',
    page: 'Le guide de l’API',
    conformance: 'Les règles suivies',
    collections: 'Les couches',
    collection: 'La couche',
    features: 'Les objets de la couche, en GeoJSON',
    schema: 'Les propriétés des objets de la couche',
    next: 'Page suivante',
    previous: 'Page précédente',
    licence: 'Licence Ouverte 2.0',
    catalogue: 'Le catalogue des données (DCAT-AP)',
  },
  en: {
    title: 'Palimpseste: the layers of the territory',
    description: 'Business parks, sites, brownfields, projects, aid and territories, for QGIS, GDAL and map portals.',
    self: 'This document',
    api: 'Description of this interface (OpenAPI 3.0)',
    page: 'Guide to the API',
    conformance: 'The rules that are followed',
    collections: 'The layers',
    collection: 'The layer',
    features: 'The features of the layer, as GeoJSON',
    schema: 'The properties of the features of the layer',
    next: 'Next page',
    previous: 'Previous page',
    licence: 'Open Licence 2.0',
    catalogue: 'The data catalogue (DCAT-AP)',
  },
};
