import { CONFORMANCE } from '../ogc/describe.js';
import { ogcWords } from '../ogc/words.js';
import type { Dataset } from './datasets.js';
import { ACCESS, CATALOGUE, inLanguages, LICENCE, THEMES, type Node } from './vocabulary.js';

const OPENAPI = { '@id': 'https://spec.openapis.org/oas/v3.0.3', '@type': 'dct:Standard' };

/** The name of the OGC interface in the catalogue. */
export const layersOf = (base: string): string => `${base}${CATALOGUE}#ogc`;

/** What answers programs, each with the datasets of this page that it serves. */
export function services(base: string, datasets: readonly Dataset[], whose: Node): readonly Node[] {
  const served = (serves: (dataset: Dataset) => boolean): Node => {
    const some = datasets.filter(serves).map(({ identifier }) => ({ '@id': `${base}${CATALOGUE}#${identifier}` }));
    return some.length > 0 ? { 'dcat:servesDataset': some } : {};
  };
  const common = { '@type': 'dcat:DataService', ...whose, 'dct:license': LICENCE, 'dct:accessRights': ACCESS };
  return [
    {
      ...common,
      '@id': layersOf(base),
      'dct:title': inLanguages({ fr: ogcWords.fr.title, en: ogcWords.en.title }),
      'dct:description': inLanguages({ fr: ogcWords.fr.description, en: ogcWords.en.description }),
      'dcat:keyword': inLanguages({ fr: 'carte', en: 'map' }),
      'dcat:theme': THEMES.REGI,
      'dcat:endpointURL': { '@id': `${base}/ogc` },
      'dcat:endpointDescription': { '@id': `${base}/ogc/api` },
      'dct:conformsTo': CONFORMANCE.map((address) => ({ '@id': address, '@type': 'dct:Standard' })),
      ...served(({ collection }) => collection !== undefined),
    },
    {
      ...common,
      '@id': `${base}${CATALOGUE}#api`,
      'dct:title': inLanguages({ fr: 'Palimpseste : l’API', en: 'Palimpseste: the API' }),
      'dct:description': inLanguages({
        fr: 'Frise, listes, observatoires : chaque lecture à deux dates.',
        en: 'Timeline, lists, observatories: every read at two dates.',
      }),
      'dcat:keyword': inLanguages({ fr: 'faits', en: 'facts' }),
      'dcat:theme': THEMES.ECON,
      'dcat:endpointURL': { '@id': `${base}/api/v1` },
      'dcat:endpointDescription': { '@id': `${base}/api/openapi.json` },
      'dct:conformsTo': OPENAPI,
      ...served(({ collection }) => collection === undefined),
    },
  ];
}
