export * from './desk.commands.js';
export * from './desk.decider.js';
export type * from './desk.events.js';
export * from './desk.subject.js';
