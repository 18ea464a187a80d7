/** What verifies without Node: for the page, and for whoever wants no more than that. */
export { base64, fromUtf8, hex, utf8 } from './base/bytes.js';
export * from './base/cryptography.js';
export * from './base/verification-error.js';
export * from './entries/canonical.js';
export * from './entries/commitment.js';
export * from './entries/disclosure.js';
export * from './entries/log-entry.js';
export * from './file/index.js';
export * from './notes/checkpoint.js';
export * from './notes/signed-note.js';
export * from './notes/succession.js';
export * from './notes/tlog-proof.js';
export * from './notes/verifier-key.js';
