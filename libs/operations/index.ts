export * from './now.js';
export * from './jobs/index.js';
export { ExportPayload } from './jobs/export.job.js';
export { RebuildPayload } from './jobs/rebuild.job.js';
export * from './projections.js';
