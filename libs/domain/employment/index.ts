export * from './employment.commands.js';
export * from './employment.decider.js';
export type * from './employment.events.js';
export * from './employment.subject.js';
