export * from './configuration.js';
export type * from './links.js';
export type * from './locker.js';
