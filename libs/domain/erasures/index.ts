export * from './erasures.commands.js';
export * from './erasures.decider.js';
export type * from './erasures.events.js';
export * from './erasures.subject.js';
