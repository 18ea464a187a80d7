export * from './dataset.js';
export * from './system.js';
