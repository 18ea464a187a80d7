/** What opens and closes what is said of one person: 256 random bits. */
export type PersonKey = Buffer;

export type KeptKey = { readonly status: 'held'; readonly key: PersonKey } | ({ readonly status: 'erased' } & Erasure);

/** That a key was destroyed, and by which event (record time in UTC). */
export interface Erasure {
  readonly recordedAt: string;
  readonly eventId: string;
}

/**
 * Where the keys of persons are: outside the event store, its exports and its backups, so that a key that is destroyed here is nowhere else. One
 * contract suite (`contract.fixture.ts`) states what every adapter keeps.
 */
export interface PersonKeys {
  /** Of those persons that are known, what is kept. Never from a memory: an erasure counts at once, whoever made it. */
  find(persons: Iterable<string>): Promise<ReadonlyMap<string, KeptKey>>;
  /** The key of a person, made durable before it is given when there was none. Never another for the same person; the end stays the end. */
  take(person: string): Promise<KeptKey>;
  /** Ends a key for ever, also one that was never there. The first erasure stays. */
  destroy(person: string, erasure: Erasure): Promise<void>;
  /** Every person that has or had a key. */
  list(): AsyncIterable<string>;
}
