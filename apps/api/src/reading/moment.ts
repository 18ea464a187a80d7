import { date, isInsider, language, moment, oneOf, text, whole, type Caller, type Given, type Keeping } from '@app/http';
import { dayOf } from '@app/kernel';
import { BASES, type Moment, type Reader } from '@app/timeline';

/** The parameters that every read takes. */
export const MOMENT = {
  at: date('What was true by then; without it, now, planned dates included.'),
  asOf: moment('What was known by then: a day (until its end, Europe/Paris) or an instant; without it, now.'),
  asOfBasis: oneOf(BASES, 'What "known" means: recorded by us, or published by a source (the answer says so)'),
  lang: language,
  minPosition: text(300, 'The position a write answered: the read waits until it holds that write'),
};

/** The parameters of pages. */
export const PAGE = {
  limit: whole(1, 500, 50, 'Most items of a page'),
  cursor: text(1_500, 'Opaque; given by the `next` link of a page'),
};

export const readerOf = (caller: Caller): Reader => ({ seesAll: isInsider(caller) });

export function momentOf({ at, asOf, asOfBasis }: Given<typeof MOMENT>): Moment {
  const basis = asOfBasis ?? 'recorded';
  // What will be known on a day to come would tell what it is to reveal: until then, what is known is what is known now.
  const isKnown = asOf !== undefined && (basis === 'publication' || !isToCome(asOf));
  return { at: at?.latest ?? null, asOf: isKnown ? asOf : null, basis };
}

/** True of an instant after today (Europe/Paris). */
export const isToCome = (instant: string, now = new Date()): boolean => dayOf(new Date(instant)) > dayOf(now);

const A_YEAR = 31_536_000;
/** A write in flight may still get a record time of this long ago. */
export const SETTLED_SECONDS = 60;

/** True once no write in flight may still get this record time. */
export const isSettled = (instant: string, now = new Date()): boolean => Date.parse(instant) < now.getTime() - SETTLED_SECONDS * 1_000;

/**
 * The instant (milliseconds since 1970) by which all that was recorded must have been held for the answer to be the same for ever: both times are in
 * the past. Undefined when it may change all the same.
 */
export function lastsFrom({ at, asOf, basis }: Moment, now = Date.now()): number | undefined {
  if (at === null || asOf === null || basis !== 'recorded') return undefined;
  const settled = new Date(now - SETTLED_SECONDS * 1_000).toISOString();
  return asOf < settled && at < settled.slice(0, 10) ? Date.parse(asOf) + SETTLED_SECONDS * 1_000 : undefined;
}

/**
 * How long an answer to the public stays right. Undefined of one that will be the same for ever and is not known to be that yet: its headers would
 * change by themselves.
 */
export function keepingOf(moment: Moment, lasts: boolean): Keeping | undefined {
  if (lasts) return 'for-good';
  return moment.at !== null && moment.asOf !== null && moment.basis === 'recorded' ? undefined : 'until-told';
}

/** What officers see is kept by nobody else, and by them until it is asked again: what tells of a person may be erased from a past that lasts otherwise. */
export function cacheControlOf(caller: Caller, lasts: boolean): string {
  if (isInsider(caller)) return 'private, no-cache';
  return lasts ? `public, max-age=${A_YEAR}, immutable` : 'public, no-cache';
}
