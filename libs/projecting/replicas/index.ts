export { Replicas } from './replicas.js';
export type { ReplicaOptions, ReplicaState, Standing } from './replica.js';
export * from './served-read-models.js';
