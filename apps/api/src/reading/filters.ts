import { anyOf, code, date, identifier, oneOf, text, yesOrNo, type Given } from '@app/http';
import { subjects } from '@app/domain';
import type { TimelineFilter } from '@app/timeline';
import { statusesFr } from '@app/timeline';

/** What narrows a list of subjects or of facts. */
export const FILTERS = {
  territory: identifier('Facts of this territory, those inside it included'),
  commune: code(/^[0-9AB]{5}$/, '62119', 'INSEE code of a municipality'),
  status: oneOf(Object.keys(statusesFr), 'Situation of the subject'),
  theme: text(100, 'Theme of the subject'),
  q: text(200, 'Words looked for in names and texts'),
};

/** Of facts, and of what is said and decided about them. */
export const TYPES = [
  ...new Set([...subjects.flatMap(({ decider }) => Object.keys(decider.evolve)), 'ClaimRecorded', 'FactDisputed', 'DisputeSettled']),
];

export const TIMELINE_FILTERS = {
  ...FILTERS,
  type: anyOf(TYPES, 'Types of events'),
  source: identifier('Facts that this document says'),
  from: date('Not before.'),
  to: date('Not after.'),
  disputed: yesOrNo('Only facts that sources disagree on, or only the others'),
  order: oneOf(['asc', 'desc'], 'Oldest first (asc) or newest first'),
};

export function timelineFilterOf(given: Given<typeof TIMELINE_FILTERS>): TimelineFilter {
  const { territory, commune, status, theme, q, type, source, from, to, disputed } = given;
  return {
    territory,
    commune,
    status,
    theme,
    q,
    types: type,
    source,
    from: from?.earliest ?? undefined,
    to: to?.latest ?? undefined,
    disputed,
  };
}
