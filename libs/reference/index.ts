export * from './communes.js';
export * from './divisions.js';
export * from './edition.js';
export * from './naf.js';
export * from './points.js';
export * from './populations.js';
export { findDivisions, matcher, plainName, readAhead } from './search.js';
