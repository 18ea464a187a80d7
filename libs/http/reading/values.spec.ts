import { WrongParameter } from './parameters.js';
import { decimal, moment, whole } from './values.js';

describe('A moment of knowledge', () => {
  const { read } = moment('');

  it.each([
    ['a summer day, until its end in Paris', '2022-06-01', '2022-06-01T21:59:59.999999Z'],
    ['a winter day', '2022-12-31', '2022-12-31T22:59:59.999999Z'],
    ['the day the clocks go forward', '2022-03-27', '2022-03-27T21:59:59.999999Z'],
    ['the day the clocks go back', '2022-10-30', '2022-10-30T22:59:59.999999Z'],
    ['an instant', '2022-06-01T12:00:00Z', '2022-06-01T12:00:00.000000Z'],
    ['an instant to the microsecond', '2022-06-01T12:00:00.123456Z', '2022-06-01T12:00:00.123456Z'],
    ['an instant of another zone', '2022-06-01T12:00:00+02:00', '2022-06-01T10:00:00.000000Z'],
    ['a plus sign that an address turned into a space', '2022-06-01T12:00:00 02:00', '2022-06-01T10:00:00.000000Z'],
  ])('is %s', (_, text, instant) => expect(read(text)).toBe(instant));

  it.each(['2022', '2022-02-30', '2022-06-01T12:00', '2022-06-01T25:00:00Z', '2022-02-30T12:00:00Z', '01/06/2022', 'hier'])(
    'is not %s',
    (text) => {
      expect(() => read(text)).toThrow(WrongParameter);
    },
  );
});

describe('A number', () => {
  it.each(['0', '501', '1.5', '-1', '1e2', '0x10', ' 5', ''])('whole, from 1 to 500, is not "%s"', (text) => {
    expect(() => whole(1, 500, 50, '').read(text)).toThrow(WrongParameter);
  });

  it('may have decimals where they make sense', () => expect(decimal(0.1, 10, 1, '').read('0.5')).toBe(0.5));
});
