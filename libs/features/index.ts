export { collectionOf, collections, TERRITORIES, type Collection, type Property, type PropertyType } from './collections.js';
export type { Feature } from './feature.js';
export { FeatureFactRow } from './feature-fact.row.js';
export { FeatureRow } from './feature.row.js';
export * from './features.projection.js';
export * from './features.queries.js';
export * from './territory.layer.js';
export type { Bounds } from './shapes.js';
