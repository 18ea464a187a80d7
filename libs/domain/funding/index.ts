export * from './direct-aid.decider.js';
export * from './funding.commands.js';
export type * from './funding.events.js';
export * from './funding.subject.js';
export * from './programme.decider.js';
export { beneficiaryKindsEn } from './funding.en.js';
export { beneficiaryKindsFr } from './funding.fr.js';
