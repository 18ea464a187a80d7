export * from './config.js';
export * from './create-api.js';
