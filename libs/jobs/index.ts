export * from './counts.js';
export * from './job.js';
export * from './jobs.js';
export { PayloadInvalid } from './payload.js';
export * from './postgres-jobs.js';
export { statusesFr } from './words.fr.js';
export * from './words.js';
export * from './worker.js';
