export * from './decode.js';
export * from './handlers.js';
export * from './runner.js';
