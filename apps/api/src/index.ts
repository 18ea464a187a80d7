export * from './config.js';
export * from './create-api.js';
export { openDecisionFiles } from './decision-file/open.js';
export type { DecisionFile, Wanted } from './decision-file/decision-files.js';
