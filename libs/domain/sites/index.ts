export * from './sites.commands.js';
export * from './sites.decider.js';
export type * from './sites.events.js';
export * from './sites.subject.js';
export { areasEn, solutionsEn } from './sites.en.js';
export { areasFr, solutionsFr } from './sites.fr.js';
