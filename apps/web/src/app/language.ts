import { useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { en } from './en';
import { fr, type Words } from './fr';
import type { Search } from './search';

export type Language = 'fr' | 'en';

export function useLanguage(): { language: Language; words: Words } {
  const { lang } = useSearch({ strict: false }) as Search;
  const language = lang ?? 'fr';
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return { language, words: language === 'en' ? en : fr };
}

/** A calendar day in words. */
export function dayText(day: string, language: Language): string {
  const text = new Date(`${day}T00:00:00Z`).toLocaleDateString(language === 'fr' ? 'fr-FR' : 'en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  // The only ordinal among French days, which Intl does not know of.
  return language === 'fr' ? text.replace(/^1 /, '1er ') : text;
}

/** The day of an instant of the record, in the territory's own time. */
export const instantDayText = (instant: string, language: Language): string =>
  // Swedish dates are ISO dates.
  dayText(new Date(instant).toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' }), language);

/** An instant of the record, in the territory's own time. */
export function instantText(instant: string, language: Language): string {
  return new Date(instant).toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', {
    timeZone: 'Europe/Paris',
    dateStyle: 'long',
    timeStyle: 'short',
  });
}
