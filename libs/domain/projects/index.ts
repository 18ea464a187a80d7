export * from './projects.commands.js';
export * from './projects.decider.js';
export type * from './projects.events.js';
export * from './projects.subject.js';
