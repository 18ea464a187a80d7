export * from './erasing/erasures.js';
export * from './keys/folder.js';
export * from './keys/memory.js';
export type * from './keys/port.js';
export * from './keys/wrapping.js';
export * from './privacy.js';
export * from './reading/revealing.js';
export * from './sealing/kept-personal-data.js';
export { isSealedFor, openText } from './sealing/seal.js';
