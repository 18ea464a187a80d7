export * from './handling/index.js';
export * from './port.js';
