export * from './facts.commands.js';
export * from './facts.decider.js';
export * from './facts.en.js';
export * from './facts.fr.js';
export * from './facts.handlers.js';
export * from './facts.texts.js';
