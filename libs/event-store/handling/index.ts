export * from './decode.js';
export * from './handlers.js';
export * from './personal-data.js';
export * from './runner.js';
