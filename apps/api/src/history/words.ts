import { dayOf } from '@app/kernel';
import type { Version, Words } from '@app/timeline';
import { historyWordsEn } from './words.en.js';
import { historyWordsFr, type HistoryWords } from './words.fr.js';

export const historyWords = (language: Words['language']): HistoryWords => (language === 'fr' ? historyWordsFr : historyWordsEn);

export function standingIn(language: Words['language'], { recordedTo, endedBy }: Version) {
  const code = recordedTo === null ? 'standing' : endedBy?.type === 'FactRetracted' ? 'withdrawn' : 'replaced';
  return { code, label: historyWords(language).standings[code] } as const;
}

interface Reach {
  readonly visibility: string;
  readonly visibleFrom: string | null;
  readonly recordedAt: string;
  /** What lifts the secret, in words. */
  readonly until: string | null;
}

/** Who may know a fact, and since when. */
export function reachIn({ language, date }: Words, { visibility, visibleFrom, recordedAt, until }: Reach): string {
  const words = historyWords(language);
  if (visibility === 'internal') return words.internal;
  if (visibleFrom === recordedAt) return words.fromRecording;
  if (visibleFrom !== null) return words.publicFrom(date({ edtf: dayOf(new Date(visibleFrom)) }));
  return until === null ? words.confidential : words.confidentialUntil(until);
}
