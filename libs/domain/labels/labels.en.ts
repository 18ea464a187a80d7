import { figureEn, listEn, type SentencesOf } from '@app/kernel';
import type { LabelEvents } from './labels.events.js';

export const labelSentencesEn: SentencesOf<LabelEvents> = {
  LabelCreated: ({ owner }) => `Label created${owner ? `; owner: ${owner}` : ''}`,
  RoundHeld: ({ year, laureates, totalToDate, jury }) =>
    [
      `Round${year ? ` of ${year}` : ''}${laureates ? `: ${figureEn(laureates, 'laureate')}` : ''}`,
      totalToDate && `${figureEn(totalToDate, 'laureate')} to date`,
      jury?.length && `jury: ${listEn(jury)}`,
    ]
      .filter(Boolean)
      .join('; '),
  LabelAwarded: ({ laureate, to = [], holder, by }) =>
    [
      `Label awarded${laureate ? `: ${laureate}` : to.length > 0 ? ` to ${to.length === 1 ? 'one territory' : `${to.length} territories`}` : ''}`,
      holder && `holder: ${holder}`,
      by && `decided by ${by}`,
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
