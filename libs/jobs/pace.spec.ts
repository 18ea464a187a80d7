import { Pace } from './pace.js';

describe('the pace of work', () => {
  it('tells nothing until it has moved', () => {
    const pace = new Pace();
    expect(pace.secondsLeft(0.2, 1_000)).toBeNull();
    expect(pace.secondsLeft(0.2, 9_000)).toBeNull();
    expect(pace.secondsLeft(null, 9_000)).toBeNull();
  });

  it('counts from where the work was when it was taken up, not from nothing', () => {
    const pace = new Pace();
    pace.secondsLeft(0.5, 0);
    // A tenth in ten seconds: four tenths are left.
    expect(pace.secondsLeft(0.6, 10_000)).toBeCloseTo(40, 3);
    expect(pace.secondsLeft(1, 50_000)).toBe(0);
  });
});
