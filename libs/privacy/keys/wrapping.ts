import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const KEY_BYTES = 32;

/** A key was wrapped with another master key, or was touched since. */
export class KeyNotUnwrapped extends Error {
  constructor(readonly person: string) {
    super(`the key of person ${person} does not open with this master key`);
    this.name = 'KeyNotUnwrapped';
  }
}

/** The master key, kept apart from the keys it wraps (AES-256-GCM): a copy of the one without the other opens nothing. */
export class MasterKey {
  private readonly wrapping: Buffer;
  private readonly checking: Buffer;

  /** @param secret at least 32 bytes */
  constructor(secret: Uint8Array) {
    if (secret.length < KEY_BYTES) throw new RangeError(`a master key has ${KEY_BYTES} bytes or more`);
    this.wrapping = Buffer.from(hkdfSync('sha256', secret, '', 'palimpseste/person-keys/wrapping/1', KEY_BYTES));
    this.checking = Buffer.from(hkdfSync('sha256', secret, '', 'palimpseste/person-keys/checking/1', KEY_BYTES));
  }

  /** Tells this master key from others, and nothing of it. */
  get mark(): string {
    return createHmac('sha256', this.checking).update('mark').digest('hex').slice(0, 32);
  }

  wrap(person: string, key: Buffer): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.wrapping, nonce).setAAD(Buffer.from(person));
    return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** @throws {KeyNotUnwrapped} */
  unwrap(person: string, wrapped: string): Buffer {
    const bytes = Buffer.from(wrapped, 'base64url');
    if (bytes.length !== NONCE_BYTES + KEY_BYTES + TAG_BYTES) throw new KeyNotUnwrapped(person);
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.wrapping, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(person))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    } catch {
      throw new KeyNotUnwrapped(person);
    }
  }
}
