import type { Readable } from 'node:stream';

/** A part of a document: from its first to its last byte, both included, counted from zero. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

export interface KeptDocument {
  /** Hexadecimal, lower case: of its bytes, and its only name. */
  readonly sha256: string;
  readonly bytes: number;
  readonly keptAt: Date;
}

/**
 * Keeps documents by the hash of their bytes, and knows nothing else of them: what they are and who may read them is said by events. There is
 * never a part of a document under a hash: it is there whole, or not at all.
 */
export interface Locker {
  /** Where it keeps them, for people: no secret is in it. */
  readonly place: string;
  /**
   * Keeps the bytes of a local file, which may be moved away. They are durable when this resolves. Keeping them twice is harmless.
   * @param sha256 of the file, which the caller has counted
   */
  keep(sha256: string, file: string): Promise<void>;
  find(sha256: string): Promise<KeptDocument | undefined>;
  /** @throws {NotKept} when there is no such document */
  read(sha256: string, range?: ByteRange): Promise<Readable>;
  /** The bytes are gone when this resolves. Destroying what is not there is harmless. */
  destroy(sha256: string): Promise<void>;
  /** Every document there is, in the order of the hashes. */
  list(): AsyncIterable<KeptDocument>;
  close(): void;
}

/** The locker holds no document of this hash. */
export class NotKept extends Error {
  constructor(readonly sha256: string) {
    super(`no document ${sha256} in the locker`);
    this.name = 'NotKept';
  }
}

export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** `ab/cd/abcd…`: two levels, so that no folder holds them all. */
export const pathOf = (sha256: string): string => {
  if (!isSha256(sha256)) throw new Error('a document is named by 64 hexadecimal digits');
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
};
