import { plainToInstance } from 'class-transformer';
import { IsOptional, validateSync } from 'class-validator';
import type { Figure } from './figure.js';
import { IsAnyFigure, IsFigure, IsFigureIn, IsOccurred, IsSlug, IsSubjectId, IsText } from './validation.js';

describe('a figure in a request', () => {
  it('is counted in the unit that another field chooses', () => {
    class Area {
      of: 'land' | 'floor';
      @IsFigureIn<Area>(['ha', 'm2'], ({ of }) => (of === 'floor' ? 'm2' : 'ha')) area: Figure;
    }
    const area = (content: object) => plainToInstance(Area, content);
    const wrong = (content: object) => validateSync(area(content)).flatMap(({ constraints }) => Object.values(constraints ?? {}));
    expect(area({ of: 'floor', area: 1200 }).area).toEqual({ value: 1200, unit: 'm2' });
    expect(area({ of: 'land', area: 3 }).area).toEqual({ value: 3, unit: 'ha' });
    expect(wrong({ of: 'floor', area: { value: 1200, unit: 'm2' } })).toEqual([]);
    expect(wrong({ of: 'floor', area: { value: 3, unit: 'ha' } })).toEqual(['area must be counted in m2']);
  });

  it('may be a bare number, in the unit of its field', () => {
    expect(read({ jobs: 864 }).jobs).toEqual({ value: 864, unit: 'people' });
    expect(read({ jobs: { low: 335, high: 485, bound: 'about' } }).jobs).toEqual({ low: 335, high: 485, bound: 'about', unit: 'people' });
    expect(problems({ jobs: 864, amount: 0 })).toEqual([]);
  });

  it.each<[string, unknown, string | null]>([
    ['jobs', { value: 0.8, unit: 'share', outOf: { value: 864, of: 'salariés' } }, null],
    ['jobs', { value: 864, observed: '2020-12~', definition: 'effectif', outOf: { of: 'salariés' } }, null],
    ['amount', { value: 1e6, bound: 'at-least' }, null],
    ['share', 0.56, null],
    ['jobs', '864', 'must be a number'],
    ['jobs', [864], 'must be a number'],
    ['jobs', {}, 'must be a number'],
    ['jobs', { value: 1, low: 1 }, 'must be a number'],
    ['jobs', { value: '864' }, '"value" must be a number'],
    ['jobs', { value: Number.NaN }, '"value" must be a number'],
    ['jobs', { low: 485, high: 335 }, '"low" must not be above "high"'],
    ['jobs', 863.5, 'must be a whole number of people'],
    ['jobs', -1, 'must not be negative'],
    ['amount', -1, 'must not be negative'],
    ['beneficiaries', -1, 'must not be negative'],
    ['share', -0.25, 'must not be negative'],
    ['share', 80, 'must be a share between 0 and 1'],
    ['jobs', { value: 80, unit: 'share' }, 'must be a share between 0 and 1'],
    ['jobs', { value: 1, unit: 'EUR' }, 'must be counted in people'],
    ['amount', { value: 1, unit: 'share' }, 'must be counted in EUR'],
    ['jobs', { value: 1, unit: 'k€' }, '"unit" must be one of'],
    ['jobs', { value: 1, bound: 'nearly' }, '"bound" must be one of'],
    ['jobs', { value: 1, precision: 2 }, 'has an unknown field "precision"'],
    ['amount', 1e16, 'is too large'],
    ['jobs', { value: 1, observed: 2020 }, '"observed" must be a date in quotes'],
    ['jobs', { value: 1, observed: '2020-24' }, '"observed" is not a date we accept'],
    ['jobs', { value: 1, outOf: 864 }, '"outOf" must be'],
    ['jobs', { value: 1, outOf: { value: 864 } }, '"outOf" must be'],
    ['jobs', { value: 1, definition: 'x'.repeat(501) }, '"definition" must be text'],
  ])('%s %j: %s', (field, value, problem) => {
    expect(problems({ [field]: value })).toEqual(
      problem === null ? [] : [expect.stringMatching(new RegExp(`^${field} .*${escaped(problem)}`))],
    );
  });

  it.each<[unknown, string | null]>([
    [{ value: -5, unit: 'points' }, null],
    [{ value: -0.25, unit: 'share' }, null],
    [{ value: 1800, unit: 'count' }, null],
    [{ value: -5, unit: 'people' }, 'must not be negative'],
    [{ value: 5 }, 'must be { "value"'],
    [5, 'must be { "value"'],
    [null, null],
  ])('of any unit %j: %s', (anything, problem) => {
    expect(problems({ anything })).toEqual(problem === null ? [] : [expect.stringContaining(problem)]);
  });
});

describe('words in a request', () => {
  it.each<[string, unknown, boolean]>([
    ['slug', 'bridgestone-bethune', true],
    ['slug', 'a', true],
    ['slug', 'constructor', true],
    ['slug', 'x'.repeat(80), true],
    ['slug', 'x'.repeat(81), false],
    ['slug', 'Bridgestone', false],
    ['slug', 'bridgestone--bethune', false],
    ['slug', '-bethune', false],
    ['slug', 'béthune', false],
    ['slug', '../etc/passwd', false],
    ['slug', "x'; drop table events; --", false],
    ['slug', 'bethune\n', false],
    ['slug', 62119, false],
    ['subjectId', '3f2504e0-4f89-41d3-9a0c-0305e82c3301', true],
    ['subjectId', 'bridgestone-bethune', true],
    ['subjectId', '3F2504E0-4F89-41D3-9A0C-0305E82C3301', false],
    ['text', 'Log’s', true],
    ['text', 'deux\nlignes', true],
    ['text', '<b>Log’s</b>', true],
    ['text', '  ', false],
    ['text', '', false],
    ['text', 'x'.repeat(21), false],
    ['text', 'nul\u0000', false],
    ['text', 'bell\u0007', false],
    ['text', 'half a pair \ud800', false],
    ['text', 12, false],
    ['when', '2020-12~', true],
    ['when', '2021-02-29', false],
    ['when', 2020, false],
    ['when', '2020-24', false],
  ])('%s %j: %s', (field, value, accepted) => {
    expect(problems({ [field]: value }).length === 0).toBe(accepted);
  });

  it('that are wrong in a list are named by their place', () => {
    expect(problems({ parties: ['Région', ''] })).toEqual(['parties[1] must not be empty']);
    expect(problems({ parties: ['Région', 'Intercommunalités'] })).toEqual([]);
  });
});

class Request {
  @IsOptional() @IsFigure('people') jobs?: Figure;
  @IsOptional() @IsFigure('EUR') amount?: Figure;
  @IsOptional() @IsFigure('share') share?: Figure;
  @IsOptional() @IsFigure('count') beneficiaries?: Figure;
  @IsOptional() @IsAnyFigure() anything?: Figure;
  @IsOptional() @IsSlug() slug?: string;
  @IsOptional() @IsSubjectId() subjectId?: string;
  @IsOptional() @IsText(20) text?: string;
  @IsOptional() @IsText(20, { each: true }) parties?: string[];
  @IsOptional() @IsOccurred() when?: string;
}

const read = (body: object) => plainToInstance(Request, body);
const problems = (body: object) =>
  validateSync(read(body), { whitelist: true, forbidNonWhitelisted: true }).flatMap(({ constraints }) => Object.values(constraints ?? {}));
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
