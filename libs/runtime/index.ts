export * from './audit.js';
export * from './commands.js';
export * from './dataset.js';
export * from './end.js';
export * from './readiness.fr.js';
export * from './readiness.js';
export * from './system.js';
export * from './read-models.js';
