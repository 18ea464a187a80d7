import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const MOST_CHARACTERS = 2_000;

/**
 * Makes what the server alone may read and nobody may forge: cursors and positions (AES-256-GCM, key derived from the server's secret).
 * Each is bound to its purpose and context, so that a cursor of one query does not page another.
 *
 * The same content always gives the same text, so that an answer with a cursor keeps its bytes and its ETag: the nonce is a
 * MAC of all that is sealed, hence repeats only with it.
 */
export class Sealer {
  private readonly key: Buffer;
  private readonly nonceKey: Buffer;

  /** @param secret at least 32 characters, kept by the server; another one makes older cursors void */
  constructor(secret: string) {
    if (secret.length < 32) throw new Error('the secret must have at least 32 characters');
    this.key = derived(secret, 'palimpseste/cursors/1');
    this.nonceKey = derived(secret, 'palimpseste/nonces/1');
  }

  seal(purpose: string, context: string, content: string): string {
    const bound = Buffer.from(`${purpose}\u0000${context}\u0000`);
    // Padded, so that a length tells nothing of a position's size.
    const padded = content.padEnd(Math.ceil((content.length + 1) / 32) * 32, ' ');
    const iv = createHmac('sha256', this.nonceKey).update(bound).update(padded).digest().subarray(0, IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(bound);
    return Buffer.concat([iv, cipher.update(padded, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** A UUID (version 8) that is always the same for the same content, and that tells nothing of it. */
  name(purpose: string, content: string): string {
    const bytes = createHmac('sha256', this.nonceKey).update(`${purpose}\u0000${content}\u0000name`).digest().subarray(0, 16);
    bytes[6] = (bytes[6]! & 0x0f) | 0x80;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  /** What was sealed for this purpose and context; undefined when it was not, or was touched since. */
  open(purpose: string, context: string, sealed: string): string | undefined {
    if (sealed.length > MOST_CHARACTERS || !/^[A-Za-z0-9_-]+$/.test(sealed)) return undefined;
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(`${purpose}\u0000${context}\u0000`))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()])
        .toString('utf8')
        .trimEnd();
    } catch {
      return undefined;
    }
  }
}

const derived = (secret: string, use: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', use, 32));
