import { parse } from '@edtf-ts/core';
import fc from 'fast-check';
import { DateError, parseOccurred, surelyBefore } from './occurred.js';

describe('a date of the world', () => {
  it.each([
    ['2020', '2020-01-01', '2020-12-31'],
    ['2020-09', '2020-09-01', '2020-09-30'],
    ['2020-02', '2020-02-01', '2020-02-29'],
    ['2020-09-16', '2020-09-16', '2020-09-16'],
    ['2020-33', '2020-01-01', '2020-03-31'],
    ['2020-36', '2020-10-01', '2020-12-31'],
    ['2020-40', '2020-01-01', '2020-06-30'],
    ['2020-41', '2020-07-01', '2020-12-31'],
    ['2020-12~', '2020-12-01', '2020-12-31'],
    ['2020?', '2020-01-01', '2020-12-31'],
    ['2020-09-16%', '2020-09-16', '2020-09-16'],
    ['2020-36~', '2020-10-01', '2020-12-31'],
    ['2020-41?', '2020-07-01', '2020-12-31'],
    ['2020-03/2020-05~', '2020-03-01', '2020-05-31'],
    ['2020-10/2020-12~', '2020-10-01', '2020-12-31'],
    ['2020-33/2021-40', '2020-01-01', '2021-06-30'],
    ['2020-03/..', '2020-03-01', null],
    ['../2020-12', null, '2020-12-31'],
    ['2020-03/2020-03', '2020-03-01', '2020-03-31'],
  ])('%s is between %s and %s, and keeps its own writing', (edtf, earliest, latest) => {
    expect(parseOccurred(edtf)).toEqual({ edtf, earliest, latest });
  });

  it('keeps the words of its source', () => {
    expect(parseOccurred('2020-10/2020-12~', 'fin 2020')).toMatchObject({ edtf: '2020-10/2020-12~', raw: 'fin 2020' });
    expect(parseOccurred('2020-10/2020-12~')).not.toHaveProperty('raw');
  });

  it.each([
    ['2020-21', 'DATE_UNSUPPORTED'],
    ['2020-24~', 'DATE_UNSUPPORTED'],
    ['2020-24/2021', 'DATE_UNSUPPORTED'],
    ['2020-05/2020-03', 'DATE_REVERSED'],
    ['2020-36/2020-33', 'DATE_REVERSED'],
    ['2020-13', 'DATE_SYNTAX'],
    ['2020-00', 'DATE_SYNTAX'],
    ['2020-42', 'DATE_SYNTAX'],
    ['2020-02-30', 'DATE_SYNTAX'],
    ['2021-02-29', 'DATE_SYNTAX'],
    ['1900-02-29', 'DATE_SYNTAX'],
    ['2020-04-31', 'DATE_SYNTAX'],
    ['', 'DATE_SYNTAX'],
    ['20', 'DATE_SYNTAX'],
    ['2020-9', 'DATE_SYNTAX'],
    ['16/09/2020', 'DATE_SYNTAX'],
    ['2020/', 'DATE_SYNTAX'],
    ['/2020', 'DATE_SYNTAX'],
    ['..', 'DATE_SYNTAX'],
    ['../..', 'DATE_SYNTAX'],
    ['2020/2021/2022', 'DATE_SYNTAX'],
    ['2020-09-16T10:00:00Z', 'DATE_SYNTAX'],
    ['2020-XX', 'DATE_SYNTAX'],
    ['[2020,2021]', 'DATE_SYNTAX'],
    ['{2020..2021}', 'DATE_SYNTAX'],
    ['Y12020', 'DATE_SYNTAX'],
    ['-2020', 'DATE_SYNTAX'],
    ['2020 ', 'DATE_SYNTAX'],
    ['2020\n', 'DATE_SYNTAX'],
    ['２０２０', 'DATE_SYNTAX'],
    [`2020${'~'.repeat(100)}`, 'DATE_SYNTAX'],
  ])('is not %j', (text, code) => {
    expect(refusalOf(text)).toMatchObject({ name: 'DateError', code });
  });

  it('that is refused says what to write instead', () => {
    expect(refusalOf('2020-24').message).toContain('write a quarter');
    expect(refusalOf('2021-02-29').message).toContain('no such day');
    expect(refusalOf('fin 2020').message).toContain('write a year');
  });

  it('of a four-digit year may be any year', () => {
    expect(parseOccurred('0050')).toMatchObject({ earliest: '0050-01-01', latest: '0050-12-31' });
    expect(parseOccurred('9999-12-31')).toMatchObject({ earliest: '9999-12-31' });
  });
});

describe('beside the other library that knows these dates', () => {
  it('a year, month or day exists in both or in neither, and has the same bounds', () => {
    fc.assert(
      fc.property(calendar, mark, (text, sign) => {
        expect(ours(text + sign)).toEqual(theirs(text + sign));
      }),
      { numRuns: 2_000 },
    );
  });

  it('a quarter or half has the same bounds', () => {
    fc.assert(
      fc.property(year, fc.constantFrom(33, 34, 35, 36, 40, 41), (of, part) =>
        expect(ours(`${of}-${part}`)).toEqual(theirs(`${of}-${part}`)),
      ),
    );
  });

  it('an interval has the same bounds, unless it runs backwards', () => {
    fc.assert(
      fc.property(calendar, mark, calendar, mark, (from, fromSign, to, toSign) => {
        const text = `${from}${fromSign}/${to}${toSign}`;
        const [start, end] = [ours(from), ours(to)];
        if (start && end && end.latest! < start.earliest!) expect(refusalOf(text).code).toBe('DATE_REVERSED');
        else expect(ours(text)).toEqual(start && end ? { earliest: start.earliest, latest: end.latest } : undefined);
        if (ours(text) && theirs(text)) expect(ours(text)).toEqual(theirs(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('an open interval is open on the same side', () => {
    fc.assert(
      fc.property(calendar, (text) => {
        const whole = theirs(text);
        expect(ours(`${text}/..`)).toEqual(whole && { earliest: whole.earliest, latest: null });
        expect(ours(`../${text}`)).toEqual(whole && { earliest: null, latest: whole.latest });
      }),
    );
  });

  it('nothing that is no date gets bounds', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 70, unit: 'binary' }), (text) => {
        const bounds = ours(text);
        if (bounds) expect(text).toMatch(/^[0-9./~?%-]{4,}$/);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('an order between dates', () => {
  it.each([
    ['2020-09-15', '2020-09-16', true],
    ['2020-09-16', '2020-09-16', false],
    ['2020-09', '2020-09-16', false],
    ['2020-08', '2020-09-16', true],
    ['2020', '2020-12', false],
    ['2020-36', '2021', true],
    ['../2020', '2021', true],
    ['2020/..', '2021', false],
    ['2019', '../2021', false],
  ])('%s is surely before %s: %s', (a, b, sure) => {
    expect(surelyBefore(parseOccurred(a), parseOccurred(b))).toBe(sure);
  });

  it('is never sure of a date that is not known', () => {
    expect(surelyBefore(null, parseOccurred('2020'))).toBe(false);
    expect(surelyBefore(parseOccurred('2020'), undefined)).toBe(false);
  });

  it('is never sure both ways', () => {
    fc.assert(
      fc.property(calendar, calendar, (a, b) => {
        fc.pre(Boolean(ours(a) && ours(b)));
        const [one, other] = [parseOccurred(a), parseOccurred(b)];
        expect(surelyBefore(one, other) && surelyBefore(other, one)).toBe(false);
      }),
    );
  });
});

// From year 100 on: the other library takes the years before for those of the twentieth century.
const year = fc.integer({ min: 100, max: 9999 }).map((value) => String(value).padStart(4, '0'));
const twoDigits = (min: number, max: number) => fc.integer({ min, max }).map((value) => String(value).padStart(2, '0'));
/** Years, months and days, some of which are not in the calendar. */
const calendar = fc.oneof(
  year,
  fc.tuple(year, twoDigits(0, 13)).map((parts) => parts.join('-')),
  fc.tuple(year, twoDigits(1, 12), twoDigits(0, 32)).map((parts) => parts.join('-')),
  fc.tuple(year, fc.constant('02'), twoDigits(28, 30)).map((parts) => parts.join('-')),
);
const mark = fc.constantFrom('', '~', '?', '%');

function ours(text: string): { earliest: string | null; latest: string | null } | undefined {
  try {
    const { earliest, latest } = parseOccurred(text);
    return { earliest, latest };
  } catch (error) {
    if (error instanceof DateError) return undefined;
    throw error;
  }
}

function theirs(text: string): { earliest: string; latest: string } | undefined {
  const result = parse(text);
  if (!result.success) return undefined;
  const { min, max } = result.value as { min: Date; max: Date };
  return { earliest: min.toISOString().slice(0, 10), latest: max.toISOString().slice(0, 10) };
}

function refusalOf(text: string): DateError {
  try {
    parseOccurred(text);
  } catch (error) {
    return error as DateError;
  }
  throw new Error(`${text} was read as a date`);
}
