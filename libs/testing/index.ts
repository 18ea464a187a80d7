export * from './given.js';
export * from './rows.js';
