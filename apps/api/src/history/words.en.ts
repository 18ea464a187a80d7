import type { HistoryWords } from './words.fr.js';

export const historyWordsEn: HistoryWords = {
  standings: { standing: 'stands', replaced: 'replaced', withdrawn: 'withdrawn' },
  fromRecording: 'public since it was recorded',
  internal: 'internal: officers, auditors and administrators',
  confidential: 'confidential: officers, auditors and administrators',
  confidentialUntil: (until) => `confidential until the subject is "${until}"`,
  publicFrom: (day) => `confidential at first, public since ${day}`,
};
