export * from './body.decider.js';
export * from './decision.decider.js';
export * from './decisions.commands.js';
export type * from './decisions.events.js';
export * from './decisions.subject.js';
