import fc from 'fast-check';
import { nodeCryptography } from '../node/cryptography.js';
import { SigningKey } from '../node/signing-key.js';
import { checkSignature, readNote, witness } from './c2sp.fixture.js';
import { formatNote, parseNote, parseSignatures, signNote, verifyNote } from './signed-note.js';
import { formatVerifierKey, parseVerifierKey } from './verifier-key.js';

const { sha256 } = nodeCryptography;
const key = (vkey: string) => parseVerifierKey(vkey, sha256);

// From the text of C2SP signed-note.
const PUBLISHED_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const PUBLISHED =
  'This is an example message.\n\n' +
  '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

describe('a signed note', () => {
  it('as published is verified by its published key', () => {
    const note = parseNote(PUBLISHED);
    expect(note.text).toBe('This is an example message.\n');
    expect(verifyNote(note, [key(PUBLISHED_KEY)], nodeCryptography)).toEqual([{ key: key(PUBLISHED_KEY) }]);
    expect(formatNote(note)).toBe(PUBLISHED);
  });

  it('may have empty lines in its text: the last one ends it', () =>
    expect(parseNote('Ognuno sta solo\n\ned è subito sera.\n\n— a.example AAAAAAA=\n').text).toBe(
      'Ognuno sta solo\n\ned è subito sera.\n',
    ));

  it('that we sign is read and verified by another', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (lines) => {
        const text = ['Béthune', ...lines].map((line) => `${line.replace(/[\u0000-\u001f]/g, '')}\n`).join(''); // eslint-disable-line no-control-regex
        const note = signNote(text, log, other);
        const read = readNote(Buffer.from(note));
        expect(read.text).toBe(text);
        for (const { key } of [log, other]) expect(checkSignature(read, formatVerifierKey(key))).toBe(0n);
        expect(verifyNote(parseNote(note), [log.key, other.key], nodeCryptography).map(({ key }) => key.name)).toEqual([
          'log.example',
          'other.example',
        ]);
      }),
      { numRuns: 50 },
    ));

  it('says nothing of keys that are not known', () => expect(verifyNote(parseNote(PUBLISHED), [log.key], nodeCryptography)).toEqual([]));

  it('says nothing of a key that shares only the name, or only the id, of a known one', () => {
    const note = signNote('text\n', log);
    expect(verifyNote(parseNote(note.replace('log.example', 'lag.example')), [log.key], nodeCryptography)).toEqual([]);
    expect(verifyNote(parseNote(note), [{ ...log.key, id: '00000000' }], nodeCryptography)).toEqual([]);
  });

  it('is refused as a whole when one known signature does not hold', () => {
    const note = signNote('text\n', log, other);
    expect(() => verifyNote(parseNote(note.replace('text', 'taxt')), [other.key], nodeCryptography)).toThrow(
      expect.objectContaining({ code: 'SIGNATURE_INVALID' }),
    );
    const [, lines] = note.split('\n\n');
    const mixed = `other\n\n${lines!.split('\n')[0]}\n${signNote('other\n', other).split('\n\n')[1]}`;
    expect(() => verifyNote(parseNote(mixed), [log.key, other.key], nodeCryptography)).toThrow('log.example');
  });

  it('may hold 64 signatures and no more', () => {
    const line = signNote('text\n', log).split('\n\n')[1]!;
    expect(parseNote(`text\n\n${line.repeat(64)}`).signatures).toHaveLength(64);
    expect(() => parseNote(`text\n\n${line.repeat(65)}`)).toThrow('more than 64');
  });

  it.each([
    ['no empty line', 'text\n— a.example AAAAAAA=\n'],
    ['no signature', 'text\n\n'],
    ['no text', '\n\n— a.example AAAAAAA=\n'.slice(1)],
    ['no last newline', PUBLISHED.slice(0, -1)],
    ['a tab', PUBLISHED.replace('This is', 'This\tis')],
    ['a carriage return', PUBLISHED.replaceAll('\n', '\r\n')],
    ['half a surrogate pair', PUBLISHED.replace('This', '\ud800')],
    ['a hyphen for a dash', PUBLISHED.replace('—', '-')],
    ['a plus in a name', PUBLISHED.replace('/foo', '+foo')],
    ['two spaces', PUBLISHED.replace('— ', '—  ')],
    ['a space of another script in a name', PUBLISHED.replace('/foo', '\u2003foo')],
    ['a signature that is no base64', PUBLISHED.replace('aQM=', 'aQN=')],
    ['a signature that is only an id', 'text\n\n— a.example AAAAAA==\n'],
    ['a line after the signatures', `${PUBLISHED}more\n`],
  ])('with %s is refused', (_, note) => expect(() => parseNote(note)).toThrow(expect.objectContaining({ code: 'NOTE_MALFORMED' })));

  it.each(['', 'no newline', 'a\tb\n', '\ud800\n'])('cannot have the text %p', (text) =>
    expect(() => signNote(text, log)).toThrow(RangeError),
  );
});

describe('a cosignature', () => {
  const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
  const one = witness('witness.example/w1', Buffer.alloc(32, 1));
  const two = witness('witness.example/w2', Buffer.alloc(32, 2));
  const signed = signNote(text, SigningKey.fromSeed('example.com/behind-the-sofa', Buffer.alloc(32, 9)));
  const verify = (note: string) =>
    verifyNote(parseNote(note), [key(one.vkey), key(two.vkey)], nodeCryptography).map((found) => [found.key.name, found.at]);

  it('tells when a witness looked', () =>
    expect(verify(signed + one.cosign(text, 1679315147n) + two.cosign(text, 1679315150n))).toEqual([
      ['witness.example/w1', 1679315147],
      ['witness.example/w2', 1679315150],
    ]));

  it('of a witness that answered twice counts once, with its latest time', () =>
    expect(verify(signed + one.cosign(text, 20n) + one.cosign(text, 30n) + one.cosign(text, 10n))).toEqual([['witness.example/w1', 30]]));

  it('is read from the published example with its time', () => {
    // From the text of C2SP tlog-cosignature, whose message says "time 1679315147".
    const [line] = parseSignatures(
      '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n',
    );
    expect(line).toMatchObject({ name: 'witness.example.com/w1', keyId: '8d66cf3f' });
    expect(Buffer.from(line!.signature).readBigUInt64BE(0)).toBe(1679315147n);
    expect(line!.signature).toHaveLength(72);
  });

  it.each([
    ['of another checkpoint', one.cosign(text.replace('163', '164'), 5n)],
    ['with another time', withTime(one.cosign(text, 5n), 6n)],
    ['of another’s key', one.cosign(text, 5n).replace(/\S+\n$/, (line) => swapped(line, two.cosign(text, 5n)))],
    ['beyond the time there is', one.cosign(text, 2n ** 63n)],
    [
      'that is cut off',
      `— witness.example/w1 ${Buffer.from(one.cosign(text, 5n).split(' ')[2]!, 'base64').subarray(0, 12).toString('base64')}\n`,
    ],
  ])('%s is refused', (_, line) => expect(() => verify(signed + line)).toThrow(expect.objectContaining({ code: 'SIGNATURE_INVALID' })));

  it('is not what a log signs with the same key', () => {
    const seed = Buffer.alloc(32, 1);
    const plain = signNote(text, SigningKey.fromSeed('witness.example/w1', seed));
    expect(verify(plain)).toEqual([]);
  });
});

const log = SigningKey.fromSeed('log.example', Buffer.alloc(32, 5));
const other = SigningKey.fromSeed('other.example', Buffer.alloc(32, 6));

function withTime(line: string, time: bigint): string {
  const [dash, name, encoded] = line.trimEnd().split(' ');
  const bytes = Buffer.from(encoded!, 'base64');
  bytes.writeBigUInt64BE(time, 4);
  return `${dash} ${name} ${bytes.toString('base64')}\n`;
}

/** The id of the one before the signature of the other. */
function swapped(line: string, other: string): string {
  const id = Buffer.from(line.trimEnd(), 'base64').subarray(0, 4);
  return `${Buffer.concat([id, Buffer.from(other.trimEnd().split(' ')[2]!, 'base64').subarray(4)]).toString('base64')}\n`;
}
