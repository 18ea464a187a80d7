export * from './communes.js';
