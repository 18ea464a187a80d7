export * from './labels.commands.js';
export * from './labels.decider.js';
export type * from './labels.events.js';
export * from './labels.subject.js';
