export * from './territories.commands.js';
export * from './territories.decider.js';
export type * from './territories.events.js';
export * from './territories.subject.js';
