export * from './data-source.js';
export * from './entities.js';
export { Fenced, liveGeneration, type SubjectOfKind } from './generation.js';
export { retryParked } from './parked.js';
export * from './progress.js';
export * from './projection.js';
export * from './rebuild.js';
export { catchUp, ProjectionRunner, type RunnerOptions } from './runner.js';
