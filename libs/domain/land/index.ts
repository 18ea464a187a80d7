export * from './land.commands.js';
export * from './land.decider.js';
export type * from './land.events.js';
export * from './land.subject.js';
