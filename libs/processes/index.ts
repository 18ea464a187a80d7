export * from './checkpoints.js';
export * from './postgres-checkpoints.js';
export * from './process.js';
export * from './runner.js';
export * from './site-parts.js';
