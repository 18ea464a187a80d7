import type { Cryptography } from '../base/cryptography.js';
import { decodeDisclosure, entryOfDisclosure, type Disclosure } from '../entries/disclosure.js';
import type { OpenedCheckpoint, Trust } from '../notes/checkpoint.js';
import { parseTlogProof, verifyTlogProof } from '../notes/tlog-proof.js';

/** An event that a proof file tells of, once all of it holds. */
export interface ProvenEvent {
  readonly disclosure: Disclosure;
  /** Number of its entry, from 0. */
  readonly index: number;
  readonly checkpoint: OpenedCheckpoint;
}

/**
 * Verifies a proof file that tells its event, as `/api/v1/events/{id}/proof` gives it.
 * @throws {VerificationError}
 */
export function verifyEventProof(text: string, trust: Trust, cryptography: Cryptography): ProvenEvent {
  const { extra, index } = parseTlogProof(text);
  const disclosure = decodeDisclosure(extra ?? new Uint8Array());
  const entry = entryOfDisclosure(disclosure, cryptography.sha256);
  return { disclosure, index, checkpoint: verifyTlogProof(text, entry, trust, cryptography) };
}
