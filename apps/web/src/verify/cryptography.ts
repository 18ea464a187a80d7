import * as ed25519 from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import type { FileCryptography } from '../../../../libs/audit/anywhere';

ed25519.hashes.sha512 = sha512;

/** What the verifier of the audit log is handed in a page. Not WebCrypto: that is only there over HTTPS, and not with Ed25519 everywhere. */
export const pageCryptography: FileCryptography = {
  sha256: (data, out, offset) => out.set(sha256(data), offset),
  verifyEd25519(publicKey, message, signature) {
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false;
    }
  },
  async hashOf(pieces) {
    const hash = sha256.create();
    for await (const piece of pieces) hash.update(piece);
    return hash.digest();
  },
};
