export { history, historyLines, NATIONAL_EVENTS, NATIONAL_YEARS, type HistoryOptions } from './history.js';
export type { GeneratedEvent } from './world.js';
