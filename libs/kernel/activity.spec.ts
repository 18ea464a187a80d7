import { validateSync } from 'class-validator';
import { IsNaf, nafProblem, type Naf } from './activity.js';
import { activityEn, activityFr } from './wording.js';

describe('an economic activity', () => {
  it.each([
    ['C', 'NAFRev2'],
    ['22', 'NAFRev2'],
    ['22.1', 'NAFRev2'],
    ['22.11', 'NAF2025'],
    ['22.11Z', 'NAFRev2'],
    ['V', 'NAF2025'],
  ])('is %s in %s', (code, nomenclature) => expect(nafProblem({ code, nomenclature })).toBeNull());

  it.each<[unknown, string]>([
    ['22.11Z', 'must be an object'],
    [[{ code: 'C', nomenclature: 'NAFRev2' }], 'must be an object'],
    [{ code: '22.11Z' }, '"nomenclature" must be one of NAFRev2, NAF2025'],
    [{ code: 'C', nomenclature: 'NAFRev1' }, '"nomenclature" must be one of'],
    [{ code: 'V', nomenclature: 'NAFRev2' }, '"code" must be a NAF code'],
    [{ code: '2211Z', nomenclature: 'NAFRev2' }, '"code" must be a NAF code'],
    [{ code: '22.1Z', nomenclature: 'NAFRev2' }, '"code" must be a NAF code'],
    [{ code: 22, nomenclature: 'NAFRev2' }, '"code" must be a NAF code'],
    [{ code: 'C', nomenclature: 'NAFRev2', year: 2008 }, 'has an unknown field "year"'],
  ])('is not %j', (value, problem) => expect(nafProblem(value)).toContain(problem));

  it('is checked in a command', () => {
    class Said {
      @IsNaf() naf: Naf;
    }
    const [error] = validateSync(Object.assign(new Said(), { naf: { code: '22.11Z' } }));
    expect(error?.constraints).toEqual({ isNaf: 'naf "nomenclature" must be one of NAFRev2, NAF2025' });
  });

  it('is told with its nomenclature, beside the sector', () => {
    const known = { naf: { code: '27.20Z', nomenclature: 'NAFRev2' }, sector: 'batteries' } as const;
    expect(activityFr(known)).toEqual(['activité : NAF rév. 2 27.20Z', 'filière : batteries']);
    expect(activityEn({ naf: { code: 'C', nomenclature: 'NAF2025' }, sector: 'rolling-stock' })).toEqual([
      'activity: NAF 2025 C',
      'sector: rolling stock',
    ]);
    expect(activityFr({})).toEqual([]);
  });
});
