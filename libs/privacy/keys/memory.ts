import { randomBytes } from 'node:crypto';
import type { Erasure, KeptKey, PersonKeys } from './port.js';
import { KEY_BYTES } from './wrapping.js';

/** For tests: nothing survives it. */
export class MemoryPersonKeys implements PersonKeys {
  private readonly kept = new Map<string, KeptKey>();

  async find(persons: Iterable<string>): Promise<ReadonlyMap<string, KeptKey>> {
    return new Map([...persons].flatMap((person) => (this.kept.has(person) ? [[person, this.kept.get(person)!] as const] : [])));
  }

  async take(person: string): Promise<KeptKey> {
    const kept = this.kept.get(person) ?? { status: 'held', key: randomBytes(KEY_BYTES) };
    this.kept.set(person, kept);
    return kept;
  }

  async destroy(person: string, erasure: Erasure): Promise<void> {
    if (this.kept.get(person)?.status !== 'erased') this.kept.set(person, { status: 'erased', ...erasure });
  }

  async *list(): AsyncIterable<string> {
    yield* [...this.kept.keys()].sort();
  }
}
