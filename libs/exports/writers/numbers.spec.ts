import fc from 'fast-check';
import { plainNumber } from './numbers.js';

describe('A number in plain digits', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [1e-7, '0.0000001'],
    [-1.25e-9, '-0.00000000125'],
    [1e21, '1000000000000000000000'],
    [1234.5, '1234.5'],
    [Number.MIN_VALUE, `0.${'0'.repeat(323)}5`],
  ])('%p is %s', (value, text) => expect(plainNumber(value)).toBe(text));

  it('reads back as itself, whatever it is', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = plainNumber(value);
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(text) === value).toBe(true);
      }),
    );
  });
});
