import { nearest } from './nearest.js';

describe('The nearest known name', () => {
  it.each([
    ['joblost', 'jobsLost'],
    ['territoire', 'territory'],
    ['ASOF', 'asOf'],
    ['aosf', 'asOf'],
    ['osuf', undefined],
    ['x', undefined],
    ['employees', undefined],
  ])('of %s is %s', (name, known) => {
    expect(nearest(name, ['jobsLost', 'territory', 'asOf', 'sources'])).toBe(known);
  });
});
