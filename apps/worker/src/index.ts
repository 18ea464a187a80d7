export * from './config.js';
export * from './create-worker.js';
