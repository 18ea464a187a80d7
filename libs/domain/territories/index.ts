export * from './territories.commands.js';
export * from './territories.decider.js';
export { kinds as territoryKindsEn } from './territories.en.js';
export { TERRITORY_KINDS, type TerritoryKind } from './territories.events.js';
export type * from './territories.events.js';
export { kinds as territoryKindsFr } from './territories.fr.js';
export * from './territories.subject.js';
