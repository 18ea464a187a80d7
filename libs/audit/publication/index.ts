export * from './folder.js';
export * from './git.js';
export * from './publisher.js';
export * from './sink.js';
export * from './sinks.js';
export * from './webhook.js';
export * from './witness.js';
