import fc from 'fast-check';
import { nodeCryptography } from '../node/cryptography.js';
import { SigningKey } from '../node/signing-key.js';
import { checkSignature, readCheckpoint, readNote, witness } from './c2sp.fixture.js';
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint, type Trust } from './checkpoint.js';
import { formatVerifierKey, parseVerifierKey } from './verifier-key.js';

const ORIGIN = 'palimpseste.example/journal';
/** From the text of C2SP tlog-checkpoint. */
const PUBLISHED = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';

describe('a checkpoint', () => {
  it('is an origin, a size and a root, a line each', () => {
    const checkpoint = parseCheckpoint(PUBLISHED);
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163, extensions: [] });
    expect(Buffer.from(checkpoint.root).toString('base64')).toBe('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=');
    expect(formatCheckpoint(checkpoint)).toBe(PUBLISHED);
  });

  it('that we sign is read and verified by another', () =>
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.uint8Array({ minLength: 32, maxLength: 32 }), (size, root) => {
        const note = readNote(Buffer.from(signCheckpoint({ origin: ORIGIN, size, root }, signer)));
        expect(readCheckpoint(note.text)).toEqual({ origin: ORIGIN, size: BigInt(size), root: Buffer.from(root), extensions: [] });
        checkSignature(note, formatVerifierKey(signer.key));
      }),
      { numRuns: 50 },
    ));

  it('may have further lines, which are signed too', () => {
    const extended = signCheckpoint({ ...checkpoint, extensions: ['one', 'two'] }, signer);
    expect(openCheckpoint(extended, trust, nodeCryptography)).toMatchObject({ size: 7, extensions: ['one', 'two'] });
    expect(() => openCheckpoint(extended.replace('two', 'three'), trust, nodeCryptography)).toThrow(
      expect.objectContaining({ code: 'SIGNATURE_INVALID' }),
    );
  });

  it.each([
    ['no root', 'a.example\n7\n'],
    ['no origin', `\n7\n${root()}\n`],
    ['no newline', `a.example\n7\n${root()}`],
    ['a size with zeros in front', `a.example\n07\n${root()}\n`],
    ['a negative size', `a.example\n-7\n${root()}\n`],
    ['a size beyond 2^53', `a.example\n9007199254740992\n${root()}\n`],
    ['a short root', 'a.example\n7\nAAAA\n'],
    ['a root in hexadecimal', `a.example\n7\n${'ab'.repeat(32)}\n`],
    ['an empty line', `a.example\n7\n${root()}\n\nmore\n`],
  ])('with %s is refused', (_, text) =>
    expect(() => parseCheckpoint(text)).toThrow(expect.objectContaining({ code: 'CHECKPOINT_MALFORMED' })),
  );

  it.each([
    { origin: '' },
    { origin: 'a\nb' },
    { size: -1 },
    { size: 1.5 },
    { root: new Uint8Array(31) },
    { extensions: [''] },
    { extensions: ['a\nb'] },
  ])('cannot be written with %p', (part) => expect(() => formatCheckpoint({ ...checkpoint, ...part })).toThrow(RangeError));
});

describe('a signed checkpoint', () => {
  const note = signCheckpoint(sample(), logKey());

  it('is opened by whoever has the key of the log', () =>
    expect(openCheckpoint(note, trust, nodeCryptography)).toMatchObject({ origin: ORIGIN, size: 7, witnessed: [] }));

  it('tells the witnesses that are known', () => {
    const [known, unknown] = [1, 2].map((seed) => witness(`w${seed}.example`, Buffer.alloc(32, seed))) as [Witness, Witness];
    const text = formatCheckpoint(checkpoint);
    const key = parseVerifierKey(known.vkey, nodeCryptography.sha256);
    const cosigned = note + unknown.cosign(text, 10n) + known.cosign(text, 11n);
    expect(openCheckpoint(cosigned, { ...trust, witnesses: [key] }, nodeCryptography).witnessed).toEqual([{ key, at: 11 }]);
    const elsewhere = note + known.cosign(text.replace('\n7\n', '\n8\n'), 11n);
    expect(() => openCheckpoint(elsewhere, { ...trust, witnesses: [key] }, nodeCryptography)).toThrow(
      expect.objectContaining({ code: 'SIGNATURE_INVALID' }),
    );
  });

  it('is opened with the old key or the new one while keys change', () => {
    const next = SigningKey.fromSeed(ORIGIN, Buffer.alloc(32, 8));
    const both = signCheckpoint(checkpoint, signer, next);
    for (const log of [[signer.key], [next.key], [signer.key, next.key]])
      expect(openCheckpoint(both, { ...trust, log }, nodeCryptography).size).toBe(7);
  });

  it('of another log is refused', () =>
    expect(() => openCheckpoint(note, { ...trust, origin: 'other.example' }, nodeCryptography)).toThrow(
      expect.objectContaining({ code: 'ORIGIN_DIFFERS' }),
    ));

  it('that only a witness signed is refused', () => {
    const one = witness('w1.example', Buffer.alloc(32, 1));
    const text = formatCheckpoint(checkpoint);
    const witnesses = [parseVerifierKey(one.vkey, nodeCryptography.sha256)];
    expect(() => openCheckpoint(`${text}\n${one.cosign(text, 5n)}`, { ...trust, witnesses }, nodeCryptography)).toThrow(
      expect.objectContaining({ code: 'NOT_SIGNED' }),
    );
  });

  it('is refused with any byte changed', () => {
    const bytes = Buffer.from(note);
    for (let at = 0; at < bytes.length; at++) {
      const other = Buffer.from(bytes);
      other[at]! ^= 0x01;
      expect(() => openCheckpoint(other.toString('utf8'), trust, nodeCryptography)).toThrow(
        expect.objectContaining({ name: 'VerificationError' }),
      );
    }
  });
});

type Witness = ReturnType<typeof witness>;
const signer = logKey();
const checkpoint = sample();
const trust: Trust = { origin: ORIGIN, log: [signer.key] };

function sample() {
  return { origin: ORIGIN, size: 7, root: Buffer.alloc(32, 3) };
}

function logKey(): SigningKey {
  return SigningKey.fromSeed(ORIGIN, Buffer.alloc(32, 7));
}

function root(): string {
  return Buffer.alloc(32).toString('base64');
}
