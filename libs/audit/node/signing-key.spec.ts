import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { utf8 } from '../base/bytes.js';
import { nodeCryptography } from './cryptography.js';
import { newSigningKeyPem, SigningKey } from './signing-key.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('a signing key', () => {
  // RFC 8032, section 7.1, tests 1 and 2; both messages are text.
  it.each([
    [
      '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      'r',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
  ])('signs as RFC 8032 says from the seed %s', (seed, publicKey, message, signature) => {
    const key = SigningKey.fromSeed('log.example', Buffer.from(seed, 'hex'));
    expect(hex(key.key.publicKey)).toBe(publicKey);
    expect(hex(key.sign(message))).toBe(signature);
    expect(nodeCryptography.verifyEd25519(key.key.publicKey, utf8(message), key.sign(message))).toBe(true);
    expect(nodeCryptography.verifyEd25519(key.key.publicKey, utf8(`${message} `), key.sign(message))).toBe(false);
  });

  it('is made as a PEM text, and is the same each time it is read', () => {
    const pem = newSigningKeyPem();
    expect(SigningKey.fromPem('log.example', pem).key).toEqual(SigningKey.fromPem('log.example', pem).key);
    expect(SigningKey.fromPem('log.example', newSigningKeyPem()).key.id).not.toBe(SigningKey.fromPem('log.example', pem).key.id);
  });

  it('shows its secret nowhere', () => {
    const seed = Buffer.alloc(32, 0xab);
    const key = SigningKey.fromSeed('log.example', seed);
    for (const shown of [JSON.stringify(key), inspect(key, { depth: 9, showHidden: true })])
      for (const encoding of ['hex', 'base64', 'base64url'] as const) expect(shown).not.toContain(seed.toString(encoding).slice(0, 16));
  });

  it.each([
    ['nothing', ''],
    ['no key', 'secret-text-of-mine'],
    ['a public key', generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' }).toString()],
    ['a key of another kind', generateKeyPairSync('x25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()],
  ])('is not %s, and the refusal does not repeat it', (_, pem) => {
    expect(() => SigningKey.fromPem('log.example', pem)).toThrow(
      /^the signing key is not the PEM text of an Ed25519 private key: make one with "openssl/,
    );
  });

  it('has a name without spaces and a seed of 32 bytes', () => {
    expect(() => SigningKey.fromSeed('log example', Buffer.alloc(32))).toThrow('no name of a key');
    expect(() => SigningKey.fromSeed('log.example', Buffer.alloc(31))).toThrow('32 bytes, not 31');
  });
});

describe('Ed25519 verification', () => {
  it.each([
    ['a short public key', new Uint8Array(31), new Uint8Array(64)],
    ['a point that is none', new Uint8Array(32).fill(0xff), new Uint8Array(64)],
    ['a short signature', SigningKey.fromSeed('a', Buffer.alloc(32, 1)).key.publicKey, new Uint8Array(63)],
    ['an empty signature', SigningKey.fromSeed('a', Buffer.alloc(32, 1)).key.publicKey, new Uint8Array(0)],
  ])('says no to %s', (_, publicKey, signature) => expect(nodeCryptography.verifyEd25519(publicKey, utf8('text'), signature)).toBe(false));
});
