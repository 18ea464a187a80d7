import type { ReadModels } from '../read-models.js';
import { PrimaryLog } from './primary-log.js';
import { Replica, type ReplicaOptions, type ReplicaState } from './replica.js';

/** The name under which reads of the primary are counted. */
export const PRIMARY = 'primary';

export interface Picked {
  readonly name: string;
  readonly server: ReadModels;
}

/** The streaming replicas of the PostgreSQL that holds the read models. Reads take those that follow closely, in turn. */
export class Replicas {
  /** Queries answered, by the name of the server. */
  readonly answered = new Map<string, number>();
  private readonly replicas: readonly Replica[];
  private turn = 0;

  private constructor(primary: ReadModels, urls: readonly string[], options: ReplicaOptions) {
    const log = new PrimaryLog(primary);
    this.replicas = urls.map((url, index) => new Replica(`replica-${index + 1}`, url, log, options));
    for (const name of [PRIMARY, ...this.replicas.map((replica) => replica.name)]) this.answered.set(name, 0);
  }

  /** Looks at each of them once, then without end. One that is not there keeps nobody from starting. */
  static async watch(primary: ReadModels, urls: readonly string[], options: ReplicaOptions = {}): Promise<Replicas> {
    const replicas = new Replicas(primary, urls, options);
    await Promise.all(replicas.replicas.map((replica) => replica.watch()));
    return replicas;
  }

  /** The next replica in use; undefined when all are left out. */
  pick(): Picked | undefined {
    for (let tried = 0; tried < this.replicas.length; tried += 1) {
      const { name, inUse } = this.replicas[this.turn++ % this.replicas.length]!;
      if (inUse) return { name, server: inUse };
    }
    return undefined;
  }

  /** Notes that a server answered a query. */
  count(name: string): void {
    this.answered.set(name, (this.answered.get(name) ?? 0) + 1);
  }

  states(): ReplicaState[] {
    return this.replicas.map(({ state }) => state);
  }

  close(): void {
    for (const replica of this.replicas) replica.close();
  }
}
