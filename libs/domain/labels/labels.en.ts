import { figureEn, listEn, type SentencesOf } from '@app/kernel';
import type { LabelEvents } from './labels.events.js';

const purposeWords: Readonly<Record<string, string>> = { circular: 'circular economy', social: 'social economy' };

/** The purposes that have words; others as they are written. */
const purposesEn = (purposes: readonly string[]) =>
  listEn(purposes.map((purpose) => (Object.hasOwn(purposeWords, purpose) ? purposeWords[purpose]! : purpose.replaceAll('-', ' '))));

export const labelSentencesEn: SentencesOf<LabelEvents> = {
  LabelCreated: ({ owner, purposes }) =>
    ['Label created', owner && `owner: ${owner}`, purposes?.length && `purpose: ${purposesEn(purposes)}`].filter(Boolean).join('; '),
  RoundHeld: ({ year, laureates, totalToDate, jury }) =>
    [
      `Round${year ? ` of ${year}` : ''}${laureates ? `: ${figureEn(laureates, 'laureate')}` : ''}`,
      totalToDate && `${figureEn(totalToDate, 'laureate')} to date`,
      jury?.length && `jury: ${listEn(jury)}`,
    ]
      .filter(Boolean)
      .join('; '),
  LabelAwarded: ({ laureate, to = [], holder, by, purposes }) =>
    [
      `Label awarded${laureate ? `: ${laureate}` : to.length > 0 ? ` to ${to.length === 1 ? 'one territory' : `${to.length} territories`}` : ''}`,
      holder && `holder: ${holder}`,
      by && `decided by ${by}`,
      purposes?.length && `purpose: ${purposesEn(purposes)}`,
    ]
      .filter(Boolean)
      .join('; '),
  LabelWithdrawn: () => 'Label withdrawn',
};

type Facts = Record<'id' | 'roundId' | 'awardId' | 'laureates', string>;

export const labelRefusalsEn = {
  LABEL_ALREADY_CREATED: ({ id }: Facts) => `Label "${id}" already exists.`,
  LABEL_UNKNOWN: ({ id }: Facts) => `Label "${id}" is unknown: create it first.`,
  ROUND_ALREADY_HELD: ({ roundId }: Facts) => `Round "${roundId}" is already recorded.`,
  ROUND_NOT_HELD: ({ roundId }: Facts) => `Round "${roundId}" was not held: record it first.`,
  TOTAL_BELOW_ROUND: () => 'The total to date would be less than the laureates of this round.',
  AWARD_TO_NOBODY: () => 'Name the laureate: a territory, a project, or in words.',
  AWARD_ALREADY_MADE: ({ awardId }: Facts) =>
    `Award "${awardId}" is already recorded with another content: give another identifier, or correct the fact.`,
  MORE_AWARDS_THAN_LAUREATES: ({ roundId, laureates }: Facts) => `Round "${roundId}" has only ${laureates} laureates.`,
  AWARD_UNKNOWN: ({ awardId }: Facts) => `Award "${awardId}" is unknown.`,
};
