import { forecast, studentQuantile, type YearAmount } from './forecast.js';

const years = (...values: number[]): YearAmount[] => values.map((value, index) => ({ year: 2018 + index, value }));

describe('A forecast', () => {
  it('refuses fewer than five years', () => {
    expect(forecast(years(1, 2, 3, 4), 3)).toBeUndefined();
    expect(forecast([], 3)).toBeUndefined();
  });

  it('goes on along the straight line, without a margin where the years never left it', () => {
    expect(forecast(years(10, 20, 30, 40, 50), 2)).toEqual([
      { year: 2023, value: 60, low: 60, high: 60 },
      { year: 2024, value: 70, low: 70, high: 70 },
    ]);
  });

  it('has the interval of the textbook, wider with each year', () => {
    // y = 78.5 + 42.5·(year − 2017), s = 96.42; worked out apart from this code.
    const [next, after] = forecast(years(100, 200, 130, 375, 225), 2)!;
    expect(next).toEqual({ year: 2023, value: 334, low: 0, high: 778 });
    expect(after!.high - after!.value).toBeGreaterThan(next!.high - next!.value);
  });

  it('is never less than nothing', () => {
    expect(forecast(years(50, 40, 30, 20, 10), 3)!.map(({ value }) => value)).toEqual([0, 0, 0]);
  });

  it('knows Student’s quantiles, in the table and beyond', () => {
    expect([studentQuantile(3), studentQuantile(31), studentQuantile(60), studentQuantile(1_000)].map((t) => t.toFixed(2))).toEqual([
      '3.18',
      '2.04',
      '2.00',
      '1.96',
    ]);
  });
});
