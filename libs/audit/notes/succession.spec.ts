import { nodeCryptography } from '../node/cryptography.js';
import { SigningKey } from '../node/signing-key.js';
import { openCheckpoint, signCheckpoint } from './checkpoint.js';
import { formatNote, parseNote } from './signed-note.js';
import { openSuccession, signSuccession, trustOfLog } from './succession.js';

const ORIGIN = 'log.example/journal';
const keyOf = (seed: number, name = ORIGIN) => SigningKey.fromSeed(name, Buffer.alloc(32, seed));
const [first, second, third, stranger] = [keyOf(1), keyOf(2), keyOf(3), keyOf(9)] as [SigningKey, SigningKey, SigningKey, SigningKey];
const head = (size: number, origin = ORIGIN) => ({ origin, size, root: new Uint8Array(32).fill(size % 256) });
const one = signSuccession(head(10), first, second);
const two = signSuccession(head(25), second, third);
const trust = (key: SigningKey, ...notes: string[]) => trustOfLog(ORIGIN, key.key, notes, nodeCryptography);
const opens = (key: SigningKey, notes: string[], size: number, signer: SigningKey) => () =>
  openCheckpoint(signCheckpoint(head(size), signer), trust(key, ...notes), nodeCryptography);
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('a change of key', () => {
  it('is the last checkpoint of the old key, signed by both, for whoever knows nothing of changes', () => {
    for (const key of [first, second])
      expect(openCheckpoint(one, { origin: ORIGIN, log: [key.key] }, nodeCryptography)).toMatchObject({ size: 10, root: head(10).root });
    expect(openSuccession(one, nodeCryptography)).toMatchObject({ from: first.key, to: second.key, size: 10 });
  });

  it.each([
    ['without the old signature', drop(one, first)],
    ['without the new signature', drop(one, second)],
    ['that tells of no key', signCheckpoint(head(10), first, second)],
    ['to the same key', signSuccession(head(10), first, first)],
    ['with a line too many', signCheckpoint({ ...head(10), extensions: [lineOf(one), 'more'] }, first, second)],
    ['signed by another', signCheckpoint({ ...head(10), extensions: [lineOf(one)] }, first, stranger)],
  ])('%s is none', (_, note) => expect(() => openSuccession(note, nodeCryptography)).toThrow(code('SUCCESSION_MALFORMED')));

  it('over another root than was signed is none', () =>
    expect(() => openSuccession(one.replace('\n10\n', '\n11\n'), nodeCryptography)).toThrow(code('SIGNATURE_INVALID')));
});

describe('whom to believe of a log whose key was changed', () => {
  it.each([
    ['the first', first],
    ['the second', second],
    ['the third', third],
  ])('from %s key, all of them, each over its own entries', (_, known) => {
    for (const notes of [
      [one, two],
      [two, one, two],
    ]) {
      expect(trust(known, ...notes).current).toEqual(third.key);
      for (const [size, signer] of [
        [3, first],
        [10, first],
        [11, second],
        [25, second],
        [26, third],
        [1_000, third],
      ] as const)
        expect(opens(known, notes, size, signer)).not.toThrow();
      for (const [size, signer] of [
        [11, first],
        [26, second],
        [1_000, first],
        [5, stranger],
      ] as const)
        expect(opens(known, notes, size, signer)).toThrow(code('NOT_SIGNED'));
    }
  });

  it('without the changes, nobody but the key one knows', () => {
    expect(opens(third, [], 10, first)).toThrow(code('NOT_SIGNED'));
    expect(opens(first, [two], 26, third)).toThrow(code('NOT_SIGNED'));
    expect(trust(first).current).toEqual(first.key);
  });

  it('not whom the thief of a retired key names', () => {
    const theft = signSuccession(head(12), first, stranger);
    // Whoever knows the newest key never goes on from an old one.
    expect(opens(third, [one, two, theft], 13, stranger)).toThrow(code('NOT_SIGNED'));
    expect(opens(second, [one, theft], 13, stranger)).toThrow(code('NOT_SIGNED'));
    expect(() => trust(first, one, theft)).toThrow(code('SUCCESSION_FORKED'));
  });

  it('nobody, when a key claims two before it', () =>
    expect(() => trust(second, one, signSuccession(head(10), stranger, second))).toThrow(code('SUCCESSION_FORKED')));

  it('nothing of another log', () =>
    expect(() => trust(first, signSuccession(head(10, 'other.example'), keyOf(1, 'other.example'), keyOf(2, 'other.example')))).toThrow(
      code('ORIGIN_DIFFERS'),
    ));

  it('ends where keys succeed each other in a ring', () => {
    const back = signSuccession(head(40), third, first);
    expect(trust(first, one, two, back).log).toHaveLength(3);
  });
});

function drop(note: string, { key }: SigningKey): string {
  const { text, signatures } = parseNote(note);
  return formatNote({ text, signatures: signatures.filter(({ keyId }) => keyId !== key.id) });
}

function lineOf(note: string): string {
  return note.split('\n').find((line) => line.startsWith('succession '))!;
}
