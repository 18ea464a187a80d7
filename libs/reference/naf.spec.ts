import { rev2SectionOf, sectionOf } from './index.js';

describe('the section of an activity', () => {
  it.each([
    ['01.11Z', 'A', 'A'],
    ['22.11Z', 'C', 'C'],
    ['33', 'C', 'C'],
    ['35', 'D', 'D'],
    ['45.20A', 'G', undefined],
    ['46', 'G', 'G'],
    ['58.11Z', 'J', 'J'],
    ['62.01Z', 'J', 'K'],
    ['64', 'K', 'L'],
    ['68', 'L', 'M'],
    ['70.10Z', 'M', 'N'],
    ['84', 'O', 'P'],
    ['85', 'P', 'Q'],
    ['96.02A', 'S', 'T'],
    ['99', 'U', 'V'],
    ['04', undefined, undefined],
    ['34', undefined, undefined],
    ['C', 'C', 'C'],
  ])('of %s is %s in NAF rev. 2, %s in NAF 2025', (code, rev2, of2025) => {
    expect(sectionOf({ code, nomenclature: 'NAFRev2' })).toBe(rev2);
    expect(sectionOf({ code, nomenclature: 'NAF2025' })).toBe(of2025);
  });

  it('is no letter that the nomenclature does not have', () => expect(sectionOf({ code: 'V', nomenclature: 'NAFRev2' })).toBeUndefined());

  it('is told in one nomenclature, so that years before and after 2027 add up', () => {
    for (const code of ['01.11Z', '33', '46', '58.11Z', '62.01Z', '64', '68', '84', '96.02A', '99'])
      expect(rev2SectionOf({ code, nomenclature: 'NAF2025' })).toBe(sectionOf({ code, nomenclature: 'NAFRev2' }));
    expect(rev2SectionOf({ code: 'J', nomenclature: 'NAF2025' })).toBe('J');
    expect(rev2SectionOf({ code: 'K', nomenclature: 'NAFRev2' })).toBe('K');
    expect(rev2SectionOf({ code: '04', nomenclature: 'NAF2025' })).toBeUndefined();
  });
});
