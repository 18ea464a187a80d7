export * from './sources.commands.js';
export * from './sources.decider.js';
export * from './sources.events.js';
export * from './sources.subject.js';
