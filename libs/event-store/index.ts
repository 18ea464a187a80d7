export * from './handling/index.js';
export * from './memory/memory-event-store.js';
export * from './open.js';
export * from './port.js';
export { isConnectionFault } from './postgres/faults.js';
export * from './postgres/install.js';
export * from './postgres/postgres-event-store.js';
export * from './token.js';
export { MAX_APPEND_BYTES } from './validate.js';
