export type { BoundariesUsed } from './boundaries.js';
export { levelOf, type Level } from './kinds.js';
export * from './territories.js';
export * from './whereabouts.js';
export * from './outlines/outline-file.js';
export * from './outlines/outlines.js';
