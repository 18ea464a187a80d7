import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { NONCE_BYTES } from '../entries/commitment.js';
import type { NoteSigner } from '../notes/signed-note.js';
import { verifierKey, type VerifierKey } from '../notes/verifier-key.js';
import { nodeCryptography } from './cryptography.js';

/** Before the 32 bytes of an Ed25519 seed in its PKCS #8 form (RFC 8410). */
const PKCS8 = Uint8Array.from([0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20]);
const SEED_BYTES = 32;

/** The key that a log signs its checkpoints with. Its secret half leaves it in no message and no text. */
export class SigningKey implements NoteSigner {
  readonly key: VerifierKey;

  private constructor(
    name: string,
    private readonly secret: KeyObject,
  ) {
    const { x } = createPublicKey(secret).export({ format: 'jwk' });
    this.key = verifierKey(name, 'ed25519', new Uint8Array(Buffer.from(x!, 'base64url')), nodeCryptography.sha256);
  }

  /**
   * From a PEM text (PKCS #8), as `newSigningKeyPem` and `openssl genpkey -algorithm ed25519` write it.
   * @throws {RangeError} when it is no Ed25519 private key in clear, or the name is impossible
   */
  static fromPem(name: string, pem: string): SigningKey {
    const secret = privateKey(pem);
    if (secret?.asymmetricKeyType !== 'ed25519')
      throw new RangeError(
        'the signing key is not the PEM text of an Ed25519 private key: make one with "openssl genpkey -algorithm ed25519"',
      );
    return new SigningKey(name, secret);
  }

  /**
   * From the 32 secret bytes of RFC 8032.
   * @throws {RangeError} for another length, or an impossible name
   */
  static fromSeed(name: string, seed: Uint8Array): SigningKey {
    if (seed.length !== SEED_BYTES) throw new RangeError(`the seed of a signing key has ${SEED_BYTES} bytes, not ${seed.length}`);
    return new SigningKey(name, createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' }));
  }

  /** 128 bits for an event that was recorded without a nonce: the same each time, and nobody's to guess who has not this key. */
  nonceFor(eventId: string): Uint8Array {
    const seed = Buffer.from(this.secret.export({ format: 'jwk' }).d!, 'base64url');
    return new Uint8Array(createHmac('sha256', seed).update(`palimpseste nonce\n${eventId}`).digest().subarray(0, NONCE_BYTES));
  }

  sign(text: string): Uint8Array {
    return new Uint8Array(sign(null, Buffer.from(text, 'utf8'), this.secret));
  }
}

/** A new key, as the text to keep secret and to read with `SigningKey.fromPem`. */
export const newSigningKeyPem = (): string => generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

/** OpenSSL's own message may quote what it was given. */
function privateKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    return undefined;
  }
}
