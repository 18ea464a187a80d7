import { logPlaceOf, ReplayLag } from './replay-lag.js';

const place = (low: number) => logPlaceOf(`0/${low.toString(16)}`);

describe('a place in the log', () => {
  it.each([
    ['0/0', '0/1'],
    ['0/FFFFFFFF', '1/0'],
    ['9/FF', '10/0'],
  ])('%s is before %s', (earlier, later) => expect(logPlaceOf(earlier) < logPlaceOf(later)).toBe(true));
});

describe('how far a replica is behind', () => {
  it('is nothing while it holds what the primary was seen to hold, however long ago that was', () => {
    const lag = new ReplayLag();
    lag.mark(0, place(10));
    expect(lag.secondsAt(place(10), 1_000)).toBe(0);
    lag.mark(3_600_000, place(10));
    expect(lag.secondsAt(place(10), 3_600_000)).toBe(0);
  });

  it('is the age of the first look that it has not replayed', () => {
    const lag = new ReplayLag();
    for (const second of [0, 1, 2, 3]) lag.mark(second * 1_000, place(10 + second));
    expect(lag.secondsAt(place(9), 3_000)).toBe(3);
    expect(lag.secondsAt(place(11), 3_500)).toBe(1.5);
    expect(lag.secondsAt(place(13), 4_000)).toBe(0);
  });

  it('does not grow shorter because the looks were too many to remember', () => {
    const lag = new ReplayLag();
    for (let second = 0; second < 10_000; second += 1) lag.mark(second * 1_000, place(second));
    expect(lag.secondsAt(place(0), 9_999_000)).toBe(9_998);
    expect(lag.secondsAt(place(9_998), 9_999_000)).toBe(0);
    expect(lag.secondsAt(place(9_999), 9_999_000)).toBe(0);
  });

  it('starts anew when another primary takes over, whose log is shorter', () => {
    const lag = new ReplayLag();
    lag.mark(0, place(100));
    lag.mark(1_000, place(50));
    expect(lag.secondsAt(place(50), 2_000)).toBe(0);
  });
});
