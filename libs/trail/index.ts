export * from './access-trail.js';
export * from './entry.js';
export * from './retention.js';
export { installTrail, type TrailDatabase } from './tables.js';
export * from './trail-queries.js';
