import type { JsonSchema } from '@app/http';
import { listOf, maybe, object, ref, text } from '../reading/wire/schemas.js';

const links = listOf(ref('OgcLink'));
const numbers = listOf({ type: 'number' });

const collection: Record<string, JsonSchema> = {
  id: text,
  title: text,
  description: text,
  itemType: text,
  extent: object(
    {
      spatial: object({ bbox: listOf(numbers), crs: text }),
      temporal: object({ interval: listOf(listOf(maybe({ ...text, format: 'date-time' }))), trs: text }),
    },
    ['spatial', 'temporal'],
    'What surrounds the features that this reader may see',
  ),
  crs: listOf({ ...text, format: 'uri' }),
  storageCrs: { ...text, format: 'uri' },
  links,
};

const feature: Record<string, JsonSchema> = {
  type: { ...text, enum: ['Feature'] },
  id: text,
  geometry: { type: 'object', nullable: true, description: 'GeoJSON geometry, null where no place is known' },
  properties: { type: 'object', description: 'Flat: text, numbers, dates; the same names in every feature of a collection' },
};

/** What the OGC interface answers, for both OpenAPI documents. */
export const OGC_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  OgcLink: object({ href: { ...text, format: 'uri' }, rel: text, type: text, title: text, hreflang: text }, ['hreflang']),
  OgcLanding: object({ title: text, description: text, links }),
  OgcConformance: object({ conformsTo: listOf({ ...text, format: 'uri' }) }),
  OgcApi: { type: 'object', description: 'An OpenAPI 3.0 document' },
  OgcCollections: object({ links, crs: listOf({ ...text, format: 'uri' }), collections: listOf(ref('OgcCollection')) }),
  OgcCollection: object(collection, ['extent']),
  OgcSchema: { type: 'object', description: 'A JSON Schema' },
  OgcFeatures: object(
    {
      type: { ...text, enum: ['FeatureCollection'] },
      features: listOf(object(feature)),
      numberMatched: { type: 'integer', description: 'Exactly how many there are on all pages' },
      numberReturned: { type: 'integer' },
      links,
      timeStamp: { ...text, format: 'date-time', description: 'When the answer was made; absent from one that never changes' },
    },
    ['timeStamp'],
  ),
  OgcFeature: object({ ...feature, links }),
};
