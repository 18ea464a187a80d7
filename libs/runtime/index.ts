export * from './commands.js';
export * from './dataset.js';
export * from './system.js';
