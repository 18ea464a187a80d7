export * from './log.js';
export * from './measured-store.js';
export * from './metrics-server.js';
export * from './metrics.js';
export * from './names.js';
export * from './projections.js';
export * from './program.js';
