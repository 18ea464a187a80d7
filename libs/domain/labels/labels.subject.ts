import { subjectModule, type ClaimsOf } from '@app/kernel';
import { labelCommands } from './labels.commands.js';
import { labelDecider } from './labels.decider.js';
import { labelRefusalsEn, labelSentencesEn } from './labels.en.js';
import type { LabelEvents } from './labels.events.js';
import { labelRefusalsFr, labelSentencesFr } from './labels.fr.js';

/** Each round and each award has keys of its own: the laureates of two years are no rival figures. */
const labelClaims: ClaimsOf<LabelEvents> = {
  RoundHeld: ({ roundId, year, laureates, totalToDate }) => [
    ...(laureates ? [{ about: `laureates-${year ?? roundId}`, figure: laureates }] : []),
    ...(totalToDate ? [{ about: 'laureates-to-date', figure: totalToDate }] : []),
  ],
  LabelAwarded: ({ awardId }, { occurred }) => (occurred ? [{ about: `awarded-on-${awardId}`, date: occurred }] : []),
};

export const labels = subjectModule({
  decider: labelDecider,
  plural: 'labels',
  idField: 'labelId',
  commands: labelCommands,
  routes: { CreateLabel: 'creation', HoldRound: 'rounds', AwardLabel: 'awards', WithdrawLabel: 'withdrawals' },
  sentences: { fr: labelSentencesFr, en: labelSentencesEn },
  refusals: { fr: labelRefusalsFr, en: labelRefusalsEn },
  statuses: { LabelCreated: 'open' },
  claims: labelClaims,
});
