import { collections } from '@app/features';
import { PROBLEM_SCHEMA, type Parameters } from '@app/http';
import { CONFORMANCE, GEOJSON, OPENAPI, SCHEMA } from './describe.js';
import { DESCRIBING, ITEM, ITEMS } from './parameters.js';
import { OGC_SCHEMAS } from './schemas.js';

const IN_PATH = {
  collectionId: { schema: { type: 'string', enum: collections.map(({ id }) => id) }, description: 'Identifier of a collection' },
  featureId: { schema: { type: 'string' }, description: 'Identifier of a feature' },
};

interface Operation {
  readonly summary: string;
  readonly operationId: string;
  readonly parameters: Parameters;
  readonly answer: string;
  readonly type?: string;
  readonly tag: string;
}

const PATHS: Readonly<Record<string, Operation>> = {
  '/': operation('landing', 'What there is', DESCRIBING, 'OgcLanding', 'Capabilities'),
  '/conformance': operation('conformance', 'Conformance classes', DESCRIBING, 'OgcConformance', 'Capabilities'),
  '/api': operation('api', 'This document', DESCRIBING, 'OgcApi', 'Capabilities', OPENAPI),
  '/collections': operation('collections', 'Collections of features', DESCRIBING, 'OgcCollections', 'Capabilities'),
  '/collections/{collectionId}': operation('collection', 'A collection', DESCRIBING, 'OgcCollection', 'Capabilities'),
  '/collections/{collectionId}/schema': operation('schema', 'Properties of its features', DESCRIBING, 'OgcSchema', 'Capabilities', SCHEMA),
  '/collections/{collectionId}/items': operation('items', 'Features of a collection', ITEMS, 'OgcFeatures', 'Data', GEOJSON),
  '/collections/{collectionId}/items/{featureId}': operation('item', 'A feature', ITEM, 'OgcFeature', 'Data', GEOJSON),
};

/** The OGC interface alone, in OpenAPI 3.0, as map programs read it: they look for `limit` among the components. */
export function ogcDocument(base: string) {
  return {
    openapi: '3.0.3',
    info: { title: 'Palimpseste: OGC API - Features', version: '1', description: CONFORMANCE.join('\n') },
    servers: [{ url: `${base}/ogc` }],
    paths: Object.fromEntries(Object.entries(PATHS).map(([path, described]) => [path, { get: getOf(path, described) }])),
    components: {
      parameters: {
        ...Object.fromEntries(Object.entries(ITEMS).map(([name, { schema, description }]) => [name, inQuery(name, schema, description)])),
        ...Object.fromEntries(
          Object.entries(IN_PATH).map(([name, { schema, description }]) => [
            name,
            { name, in: 'path', required: true, description, schema },
          ]),
        ),
      },
      schemas: { ...OGC_SCHEMAS, Problem: PROBLEM_SCHEMA },
    },
  };
}

function operation(operationId: string, summary: string, parameters: Parameters, answer: string, tag: string, type?: string): Operation {
  return { operationId, summary, parameters, answer, tag, type };
}

// bbox is a list with commas, whatever else is one value.
const inQuery = (name: string, schema: object, description: string) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
  style: 'form',
  explode: false,
});

function getOf(path: string, { operationId, summary, parameters, answer, type = 'application/json', tag }: Operation) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const problem = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
  return {
    operationId,
    summary,
    tags: [tag],
    parameters: [...inPath, ...Object.keys(parameters)].map((name) => ({ $ref: `#/components/parameters/${name}` })),
    responses: {
      200: { description: summary, content: { [type]: { schema: { $ref: `#/components/schemas/${answer}` } } } },
      400: problem('A parameter is unknown or invalid; each is named'),
      ...(inPath.length > 0 && { 404: problem('Nothing known has this identifier') }),
      503: problem('Try again after Retry-After'),
    },
  };
}
