import { collections } from '@app/features';
import { formats, type Format } from '@app/exports';
import { observatories } from '@app/observatories';
import { subjects } from '@app/domain';
import { wordsIn } from '@app/timeline';
import { FILES, FILES_WITH_PLACES } from '../reading/files/files.js';
import { PLACED } from '../reading/subjects.controller.js';
import type { InLanguages, Theme } from './vocabulary.js';

/** One way to get a dataset, or a part of it. */
export interface Distribution {
  /** Its identifier in the dataset, never changed. */
  readonly key: string;
  readonly title: InLanguages;
  readonly path: string;
  readonly format: Format;
  /** Served by the OGC interface: asked for in parts, not taken whole. */
  readonly isLayer?: true;
}

export interface Dataset {
  /** Never changed: harvesters know the dataset by it. */
  readonly identifier: string;
  readonly title: InLanguages;
  readonly description: InLanguages;
  /** Where it can be read by hand. */
  readonly path: string;
  readonly themes: readonly Theme[];
  readonly keywords: readonly string[];
  /** Kinds of subjects whose facts it is made of; empty: all. */
  readonly kinds: readonly string[];
  /** The collection whose extent is that of the dataset. */
  readonly collection?: string;
  readonly distributions: readonly Distribution[];
}

const suffixed = (path: string, all: readonly Format[]): Distribution[] =>
  all.map((format) => ({
    key: format,
    title: { fr: format.toUpperCase(), en: format.toUpperCase() },
    path: `${path}.${format}`,
    format,
  }));

const ofObservatories: readonly Dataset[] = observatories.map(({ key, label, purpose, indicators }) => ({
  identifier: `palimpseste-observatoire-${key}`,
  title: { fr: `Observatoire : ${label.fr}`, en: `Observatory: ${label.en}` },
  description: purpose,
  path: `/api/v1/observatories/${key}`,
  themes: ['ECON', 'REGI'],
  keywords: ['observatoire', 'indicateurs', 'économie'],
  kinds: [],
  distributions: indicators.flatMap((indicator) =>
    suffixed(`/api/v1/observatories/${key}/indicators/${indicator.key}`, ['json', ...FILES]).map((distribution) => ({
      ...distribution,
      key: `${indicator.key}.${distribution.format}`,
      title: { fr: `${indicator.label.fr} (${distribution.title.fr})`, en: `${indicator.label.en} (${distribution.title.en})` },
    })),
  ),
}));

/** The kinds of subjects that become the features of a collection. */
const FEATURES_OF: Readonly<Record<string, readonly string[]>> = {
  parcs: ['site'],
  sites: ['site'],
  friches: ['site'],
  projets: ['project'],
  aides: ['programme', 'aid'],
  territoires: ['territory'],
};

const ofCollections: readonly Dataset[] = collections.map(({ id, title, description }) => ({
  identifier: `palimpseste-couche-${id}`,
  title: { fr: `Couche : ${title.fr}`, en: `Layer: ${title.en}` },
  description,
  path: `/ogc/collections/${id}`,
  themes: ['REGI', 'ECON'],
  keywords: ['carte', 'géographie', id],
  kinds: FEATURES_OF[id] ?? [],
  collection: id,
  distributions: [
    {
      key: 'ogc',
      title: { fr: 'GeoJSON, par pages', en: 'GeoJSON, by pages' },
      path: `/ogc/collections/${id}/items`,
      format: 'geojson',
      isLayer: true,
    },
  ],
}));

const timeline: Dataset = {
  identifier: 'palimpseste-frise',
  title: { fr: 'Frise des faits', en: 'Timeline of facts' },
  description: {
    fr: 'Chaque fait connu du territoire : ce qui arrive, quand, où, et quels documents le disent.',
    en: 'Every fact known of the territory: what happens, when, where, and which documents say so.',
  },
  path: '/api/v1/timeline',
  themes: ['ECON', 'REGI'],
  keywords: ['faits', 'histoire', 'sources'],
  kinds: [],
  distributions: suffixed('/api/v1/timeline', ['json', ...FILES]),
};

const ofSubjects: readonly Dataset[] = subjects.map(({ kind, plural }) => {
  const title = { fr: wordsIn('fr').plural(kind), en: wordsIn('en').plural(kind) };
  return {
    identifier: `palimpseste-liste-${plural}`,
    title: { fr: `Liste : ${title.fr}`, en: `List: ${title.en}` },
    description: {
      fr: `${title.fr} du registre : nom, situation, lieu, premier et dernier fait.`,
      en: `${title.en} of the register: name, situation, place, first and last fact.`,
    },
    path: `/api/v1/${plural}`,
    themes: ['ECON'],
    keywords: [title.fr.toLowerCase()],
    kinds: [kind],
    distributions: suffixed(`/api/v1/${plural}`, ['json', ...(PLACED.has(kind) ? FILES_WITH_PLACES : FILES)]),
  };
});

/** Everything that may be taken away, in an order that does not change. */
export const datasets: readonly Dataset[] = [...ofObservatories, ...ofCollections, timeline, ...ofSubjects];

export const mediaTypeOf = (format: Format): string => formats[format].mediaTypes[0];
