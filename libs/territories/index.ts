export type { BoundariesUsed } from './boundaries.js';
export { levelOf, type Level } from './kinds.js';
export * from './places.js';
export * from './territories.js';
