import { nodeCryptography } from '../node/cryptography.js';
import { witness, readVerifierKey } from './c2sp.fixture.js';
import { formatVerifierKey, parseVerifierKey, verifierKey } from './verifier-key.js';

const { sha256 } = nodeCryptography;
/** From the text of C2SP signed-note. */
const PUBLISHED = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';

describe('a verifier key', () => {
  it('is read, and written again, as published', () => {
    const key = parseVerifierKey(PUBLISHED, sha256);
    expect(key).toMatchObject({ name: 'example.com/foo', id: '530d903a', type: 'ed25519' });
    expect(formatVerifierKey(key)).toBe(PUBLISHED);
    expect(formatVerifierKey(verifierKey('example.com/foo', 'ed25519', key.publicKey, sha256))).toBe(PUBLISHED);
  });

  it('of a witness says so, and has another id than the same key of a log', () => {
    const { vkey } = witness('witness.example/w1', Buffer.alloc(32, 1));
    const key = parseVerifierKey(vkey, sha256);
    expect(key.type).toBe('cosignature');
    expect(verifierKey(key.name, 'ed25519', key.publicKey, sha256).id).not.toBe(key.id);
  });

  it('that we write is read by another', () => {
    const text = formatVerifierKey(verifierKey('palimpseste.example/journal', 'ed25519', Buffer.alloc(32, 0xfb), sha256));
    expect(readVerifierKey(text)).toMatchObject({ name: 'palimpseste.example/journal', type: 1, publicKey: Buffer.alloc(32, 0xfb) });
  });

  it.each([
    ['no name', PUBLISHED.replace('example.com/foo', '')],
    ['a space in its name', PUBLISHED.replace('/foo', ' foo')],
    ['a space of another script in its name', PUBLISHED.replace('/foo', '\u3000foo')],
    ['an id in capitals', PUBLISHED.replace('530d903a', '530D903A')],
    ['the id of another', PUBLISHED.replace('530d903a', '530d903b')],
    ['another name', PUBLISHED.replace('foo', 'fop')],
    ['a key that is no base64', PUBLISHED.replace('U2k', 'U2*')],
    ['a key that is too short', 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q=='],
    ['a type we do not know', PUBLISHED.replace('+Aek', '+Auk')],
    ['a signature type of ML-DSA', `example.com/foo+530d903a+${Buffer.concat([Buffer.of(6), Buffer.alloc(1_312)]).toString('base64')}`],
    ['nothing', ''],
  ])('with %s is refused', (_, text) =>
    expect(() => parseVerifierKey(text, sha256)).toThrow(expect.objectContaining({ code: 'KEY_MALFORMED' })),
  );

  it.each(['', 'a b', 'a+b', 'a\nb', '\u00a0'])('cannot be named %p', (name) =>
    expect(() => verifierKey(name, 'ed25519', Buffer.alloc(32), sha256)).toThrow(RangeError),
  );
});
