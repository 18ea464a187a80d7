import { fileWordsEn } from './words.en.js';
import { fileWordsFr, type FileWords } from './words.fr.js';

export type { FileWords };

/** Verdicts on decision files and proofs in the reader's language. */
export const fileWords = (language: 'fr' | 'en'): FileWords => (language === 'fr' ? fileWordsFr : fileWordsEn);
