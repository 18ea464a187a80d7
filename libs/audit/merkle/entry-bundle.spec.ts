import fc from 'fast-check';
import { decodeEntryBundle, encodeEntryBundle, MAX_ENTRY_BYTES } from './entry-bundle.js';

describe('a bundle of entries', () => {
  it('is each entry behind its length, the larger byte first', () => {
    const bundle = encodeEntryBundle([Buffer.from('ab'), Buffer.alloc(0), Buffer.alloc(258, 1)]);
    expect(hex(bundle.subarray(0, 8))).toBe('0002616200000102');
    expect(bundle).toHaveLength(2 + 2 + 2 + 2 + 258);
  });

  it('gives back what went into it', () =>
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { minLength: 1, maxLength: 256 }), (entries) => {
        expect(decodeEntryBundle(encodeEntryBundle(entries)).map(hex)).toEqual(entries.map(hex));
      }),
    ));

  it('takes an entry of 65,535 bytes, and none longer', () => {
    const [largest] = decodeEntryBundle(encodeEntryBundle([Buffer.alloc(MAX_ENTRY_BYTES, 7)]));
    expect(largest).toHaveLength(65_535);
    expect(() => encodeEntryBundle([Buffer.alloc(1), Buffer.alloc(65_536)])).toThrow('entry 1 of the bundle has 65536 bytes');
  });

  it('holds 1 to 256 entries', () => {
    expect(decodeEntryBundle(encodeEntryBundle(Array<Buffer>(256).fill(Buffer.from('x'))))).toHaveLength(256);
    expect(() => encodeEntryBundle([])).toThrow(RangeError);
    expect(() => encodeEntryBundle(Array<Buffer>(257).fill(Buffer.from('x')))).toThrow(RangeError);
    for (const bundle of [Buffer.alloc(0), Buffer.alloc(2 * 257)])
      expect(() => decodeEntryBundle(bundle)).toThrow(expect.objectContaining({ code: 'BUNDLE_MALFORMED' }));
  });

  it('is refused when it is cut off anywhere but between two entries', () => {
    const bundle = encodeEntryBundle([Buffer.from('abc'), Buffer.alloc(300)]);
    for (let length = 1; length < bundle.length; length++)
      if (length !== 5)
        expect(() => decodeEntryBundle(bundle.subarray(0, length))).toThrow(expect.objectContaining({ code: 'BUNDLE_MALFORMED' }));
    expect(decodeEntryBundle(bundle.subarray(0, 5))).toHaveLength(1);
  });
});

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
