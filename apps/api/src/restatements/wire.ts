import { unitsOf } from '@app/measuring';
import type { MovedIndicator } from '@app/restatements';
import type { RestatedFact, RestatementSummary, Words } from '@app/timeline';
import type { Historian } from '../history/wire.js';
import { restatementWordsEn } from './words.en.js';
import { restatementWordsFr, type RestatementWords } from './words.fr.js';

export const restatementWords = (language: Words['language']): RestatementWords =>
  language === 'fr' ? restatementWordsFr : restatementWordsEn;

/** A fact that came late or otherwise, as it was told in the history of its subject, and the indicators it moved. */
export function restatedIn({ version, sort, since, lag, office }: RestatedFact, historian: Historian, words: Words, seesAll: boolean) {
  return {
    fact: historian.version(version),
    sort: { code: sort, label: restatementWords(words.language).sorts[sort] },
    since,
    lag,
    ...(seesAll && { office }),
  };
}

export function movedIn({ observatory, indicator, territory, year, before, after, withheld }: MovedIndicator, { language }: Words) {
  const query = new URLSearchParams({ territory: territory.id, ...(year !== null && { from: String(year), to: String(year) }) });
  return {
    observatory: observatory.key,
    key: indicator.key,
    label: indicator.label[language],
    unit: { code: indicator.unit, label: unitsOf(language)[indicator.unit] },
    territory: { id: territory.id, name: territory.name },
    year,
    before,
    after,
    withheld,
    href: `/api/v1/observatories/${observatory.key}/indicators/${indicator.key}?${query.toString()}`,
  };
}

export const summaryIn = ({ office, ...summary }: RestatementSummary, words: Words, seesAll: boolean) => ({
  ...summary,
  kindLabel: words.kind(summary.kind),
  ...(seesAll && { office }),
});
