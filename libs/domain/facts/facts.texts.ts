import { unbrokenSentences } from '@app/kernel';
import { factRefusalsEn, factSentencesEn } from './facts.en.js';
import { factRefusalsFr, factSentencesFr } from './facts.fr.js';

/** Sentences of the events that any stream may hold beside those of its own module. */
export const correctionSentences = { fr: unbrokenSentences(factSentencesFr), en: factSentencesEn };

/** Titles of the refusals of claims, corrections, retractions, disputes and settlements, by code. */
export const correctionRefusals = { refusals: { fr: factRefusalsFr, en: factRefusalsEn } };
