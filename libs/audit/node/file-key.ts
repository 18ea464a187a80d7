import { hkdfSync } from 'node:crypto';
import { fileKeyName } from '../file/manifest.js';
import { SigningKey } from './signing-key.js';

/**
 * The key that signs decision files, made of the secret that all programs of an installation share: the api has it without ever having the log's own
 * key, which endorses this one.
 */
export function fileSigningKey(origin: string, secret: string): SigningKey {
  const seed = hkdfSync('sha256', secret, '', `palimpseste decision files\n${origin}`, 32);
  return SigningKey.fromSeed(fileKeyName(origin), new Uint8Array(seed));
}
