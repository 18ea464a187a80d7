import type { RestatementWords } from './words.fr.js';

export const restatementWordsEn: RestatementWords = {
  sorts: { recording: 'recorded late', correction: 'corrected', retraction: 'withdrawn' },
  rule: 'Days from the last day on which the fact may have happened to the day (in Paris) on which it was recorded, corrected or withdrawn. Without a known last day no lag is counted.',
};
