export * from './indicators.commands.js';
export * from './indicators.decider.js';
export type * from './indicators.events.js';
export * from './indicators.subject.js';
