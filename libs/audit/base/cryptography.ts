/**
 * The cryptography the log rests on. Everything that proves or verifies takes it from its caller and imports none, so that the same code runs
 * in Node (`nodeCryptography`) and in a browser (the synchronous functions of @noble/hashes and @noble/ed25519).
 */
export interface Cryptography {
  readonly sha256: Sha256;
  readonly verifyEd25519: VerifyEd25519;
}

/** Writes the 32 bytes of SHA-256(data) into `out` from `offset` on: a tree of millions of nodes leaves no object behind for each. */
export type Sha256 = (data: Uint8Array, out: Uint8Array, offset: number) => void;

/** Whether this is the Ed25519 signature (RFC 8032, 64 bytes) of the message by the owner of the public key (32 bytes). Never throws. */
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** Bytes of a SHA-256. */
export const HASH_BYTES = 32;

export function digest(sha256: Sha256, ...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(HASH_BYTES);
  sha256(parts.length === 1 ? parts[0]! : joined(parts), out, 0);
  return out;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
