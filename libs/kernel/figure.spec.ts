import fc from 'fast-check';
import { atLeast, atMost, BOUNDS, counted, surelyMore, UNITS, type Figure } from './figure.js';

describe('a figure', () => {
  it.each<[string, Figure, number, number]>([
    ['a value is itself', { value: 864, unit: 'people' }, 864, 864],
    ['a span has two ends', { low: 335, high: 485, unit: 'people' }, 335, 485],
    ['a floor has no ceiling', { value: 2e9, unit: 'EUR', bound: 'at-least' }, 2e9, Infinity],
    ['a ceiling has no floor', { value: 2e9, unit: 'EUR', bound: 'at-most' }, -Infinity, 2e9],
    ['a low end alone has no ceiling', { low: 335, unit: 'people' }, 335, Infinity],
    ['a high end alone has no floor', { high: 485, unit: 'people' }, -Infinity, 485],
  ])('%s', (_, figure, least, most) => {
    expect([atLeast(figure), atMost(figure)]).toEqual([least, most]);
  });

  it.each<[Figure, Figure, boolean]>([
    [people(865), people(864), true],
    [people(864), people(864), false],
    [people(863, 'at-least'), people(864), false],
    [people(865, 'at-least'), people(864), true],
    [people(9999, 'at-most'), people(864), false],
    [people(9999), people(864, 'at-least'), false],
    [people(900), people(864, 'about'), false],
    [people(951), people(864, 'about'), true],
    [people(900, 'about'), people(864), false],
    [{ low: 335, high: 485, unit: 'people' }, people(400), false],
    [{ low: 401, high: 485, unit: 'people' }, people(400), true],
    [points(-3), points(-5), true],
    [points(-4.8), points(-5, 'about'), false],
    [points(-4.4), points(-5, 'about'), true],
    [people(864), { value: 0.8, unit: 'share' }, false],
  ])('%j is surely more than %j: %s', (a, b, sure) => {
    expect(surelyMore(a, b)).toBe(sure);
  });

  it('is never surely more than itself, nor than what is surely more than it', () => {
    fc.assert(
      fc.property(anyFigure, anyFigure, (a, b) => {
        expect(surelyMore(a, a)).toBe(false);
        expect(surelyMore(a, b) && surelyMore(b, a)).toBe(false);
      }),
    );
  });

  it('counts as its value, else the low end of its span', () => {
    expect([people(864), { low: 335, high: 485, unit: 'people' as const }, { high: 485, unit: 'people' as const }].map(counted)).toEqual([
      864, 335, 485,
    ]);
  });
});

function people(value: number, bound?: Figure['bound']): Figure {
  return { value, unit: 'people', bound };
}

function points(value: number, bound?: Figure['bound']): Figure {
  return { value, unit: 'points', bound };
}

const amount = fc.double({ min: -1e12, max: 1e12, noNaN: true });
const anyFigure: fc.Arbitrary<Figure> = fc.oneof(
  fc.record({ value: amount, unit: fc.constantFrom(...UNITS), bound: fc.constantFrom(...BOUNDS) }),
  fc.tuple(amount, amount, fc.constantFrom(...UNITS)).map(([a, b, unit]) => ({ low: Math.min(a, b), high: Math.max(a, b), unit })),
);
