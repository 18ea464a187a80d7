import edtf from 'edtf';

/**
 * When something was true in the world, as precisely as its source says (ISO 8601-2:2019, EDTF, our subset).
 * `earliest` and `latest` are calendar days in the territory's own time (Europe/Paris), both inclusive;
 * null is an open end. `raw` keeps the source's own wording.
 */
export interface Occurred {
  readonly edtf: string;
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly raw?: string;
}

/** A date that our EDTF subset does not hold. `code` names the reason; the message says what to write instead. */
export class DateError extends Error {
  constructor(
    readonly code: 'DATE_SYNTAX' | 'DATE_UNSUPPORTED' | 'DATE_REVERSED',
    readonly value: string,
    message: string,
  ) {
    super(message);
    this.name = 'DateError';
  }
}

const DAY = /^\d{4}(-\d{2}(-\d{2})?)?[~?%]?$/;
// Quarters 33–36 and halves 40–41. Seasons (21–32) are refused: libraries disagree on which months a winter holds.
const PERIOD = /^\d{4}-(3[3-6]|4[01])[~?%]?$/;
const known = new Map<string, Occurred>();

/**
 * Reads an EDTF date of our subset: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, quarters `YYYY-33..36`, halves `YYYY-40/41`,
 * the marks `~ ? %`, and intervals `a/b`, `a/..`, `../b`.
 * @throws {DateError} when the text is no such date, or its end comes before its beginning.
 */
export function parseOccurred(text: string, raw?: string): Occurred {
  let date = known.get(text);
  if (!date) {
    date = read(text);
    if (known.size < 10_000) known.set(text, date);
  }
  return raw === undefined ? date : { ...date, raw };
}

/** True when every day that `a` may be comes before every day that `b` may be. An unknown date is never surely before. */
export function surelyBefore(a: Occurred | null | undefined, b: Occurred | null | undefined): boolean {
  return Boolean(a?.latest && b?.earliest && a.latest < b.earliest);
}

function read(text: string): Occurred {
  if (text.length > 64) throw new DateError('DATE_SYNTAX', text.slice(0, 64), 'a date has at most 64 characters');
  const parts = text.split('/');
  // "2020-40/41" would be ambiguous: a half-year is written 2020-40, never with a slash.
  if (parts.length > 2) throw new DateError('DATE_SYNTAX', text, 'an interval has one "/": 2020-03/2020-05');
  if (parts.length === 1) {
    const { earliest, latest } = bounds(text, text);
    return { edtf: text, earliest, latest };
  }
  const [from, to] = parts as [string, string];
  if (from === '..' && to === '..') throw new DateError('DATE_SYNTAX', text, 'an interval needs at least one end');
  const earliest = from === '..' ? null : bounds(from, text).earliest;
  const latest = to === '..' ? null : bounds(to, text).latest;
  if (earliest && latest && latest < earliest) throw new DateError('DATE_REVERSED', text, 'the interval ends before it begins');
  return { edtf: text, earliest, latest };
}

function bounds(part: string, whole: string): { earliest: string; latest: string } {
  if (/^\d{4}-(2[1-9]|3[0-2]|37|38|39)/.test(part)) {
    throw new DateError(
      'DATE_UNSUPPORTED',
      whole,
      'seasons are not accepted: write a quarter (2020-33 to 2020-36), a half (2020-40, 2020-41) or months',
    );
  }
  if (!DAY.test(part) && !PERIOD.test(part)) {
    throw new DateError(
      'DATE_SYNTAX',
      whole,
      'write a year (2020), a month (2020-09), a day (2020-09-16), a quarter (2020-36) or an interval (2020-03/2020-05)',
    );
  }
  // A mark says how sure the source is, not which days it means. The library refuses it on quarters and halves.
  const plain = part.replace(/[~?%]$/, '');
  try {
    const date = edtf(plain) as { min: number; max: number };
    const [earliest, latest] = [day(date.min), day(date.max)];
    // It counts 29 February of a common year on to 1 March.
    if (earliest.startsWith(plain) || PERIOD.test(plain)) return { earliest, latest };
  } catch {
    // Said below, in our own words.
  }
  throw new DateError('DATE_SYNTAX', whole, 'there is no such day in the calendar');
}

function day(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString().slice(0, 10);
}
