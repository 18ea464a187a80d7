import fc from 'fast-check';
import { base64, fromBase64, fromDecimal, fromUtf8, hex, sameBytes, utf8 } from './bytes.js';

describe('base64', () => {
  it('is that of Node, both ways', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(hex(fromBase64(base64(bytes))!)).toBe(Buffer.from(bytes).toString('hex'));
      }),
    ));

  it.each(['A', 'AA', 'AAA', 'AA=', 'AAA==', '====', 'AA==AA==', 'AB==', 'AAB=', 'AA-_', ' AAAA', 'AAAA\n', 'AA AA'])('is not %p', (text) =>
    expect(fromBase64(text)).toBeUndefined(),
  );
});

describe('a decimal', () => {
  it.each([
    ['0', 0],
    ['7', 7],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('%s is %i', (text, value) => expect(fromDecimal(text)).toBe(value));

  it.each(['', '00', '01', '-1', '+1', '1.0', '1e3', ' 1', '1\n', '9007199254740992', '18446744073709551615', '١'])('is not %p', (text) =>
    expect(fromDecimal(text)).toBeUndefined(),
  );
});

it('text becomes UTF-8 and comes back, a mark of byte order included', () => expect(fromUtf8(utf8('\ufeffBéthune'))).toBe('\ufeffBéthune'));

it('bytes that are no UTF-8 are no text', () => expect(fromUtf8(Uint8Array.of(0xc3))).toBeUndefined());

it('bytes are the same when all are', () => {
  expect(sameBytes(utf8('abc'), utf8('abc'))).toBe(true);
  for (const other of ['abd', 'ab', 'abcd', '']) expect(sameBytes(utf8('abc'), utf8(other))).toBe(false);
});
