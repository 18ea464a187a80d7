import { allCommunes, divisionAt, pointOf } from './index.js';

describe('the point of a municipality', () => {
  it.each([
    ['62119', 2.64, 50.53],
    ['59350', 3.06, 50.63],
    ['62498', 2.83, 50.43],
    // In the gazetteer under the codes of the municipalities that it absorbed.
    ['62447', 2.04, 50.37],
  ])('%s lies near %f, %f', (code, longitude, latitude) => {
    const [east, north] = pointOf(code)!;
    expect(Math.hypot(east - longitude, north - latitude)).toBeLessThan(0.15);
  });

  it('is there for most people of the territories we tell of', () => {
    const known = (id: string) => divisionAt(id)!.communeCodes.filter((code) => pointOf(code)).length;
    expect(known('epci-200093201')).toBeGreaterThanOrEqual(90);
    expect(known('epci-246200364')).toBeGreaterThanOrEqual(33);
    expect(known('epci-246200299')).toBe(14);
  });

  it('is nowhere else than in its department', () => {
    const north = [...allCommunes()].filter(({ departmentCode }) => departmentCode === '59').flatMap(({ code }) => pointOf(code) ?? []);
    for (let i = 0; i < north.length; i += 2) {
      expect(north[i]).toBeGreaterThan(2);
      expect(north[i]).toBeLessThan(4.3);
    }
    expect(north.length).toBeGreaterThan(600);
  });

  it('is not made up', () => {
    expect(pointOf('62716')).toBeUndefined();
    expect(pointOf('00000')).toBeUndefined();
  });
});
