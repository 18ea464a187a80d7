import { anyOf, code, date, identifier, oneOf, text, yesOrNo, type Given } from '@app/http';
import { subjects } from '@app/domain';
import { LINK_OUTCOMES, statusesFr, type TimelineFilter } from '@app/timeline';

/** What narrows a list of subjects or of facts. */
export const FILTERS = {
  territory: identifier('Facts of this territory, those inside it included'),
  commune: code(/^[0-9AB]{5}$/, '62119', 'INSEE code of a municipality'),
  status: oneOf(Object.keys(statusesFr), 'Situation of the subject'),
  theme: text(100, 'Theme of the subject'),
  q: text(200, 'Words looked for in names and texts'),
};

const OF_DOCUMENTS = {
  link: oneOf(
    LINK_OUTCOMES,
    'Documents whose address answers (alive), answers but not to programs (guarded) or does not answer any more (failed), as the daily watch found it last, whatever the moment asked for. Each is then told with its `link`',
  ),
};

/** What narrows the list of a kind. Other kinds than documents have no `link`: for them it is an unknown parameter, and never given. */
export const subjectFiltersOf = (kind: string) =>
  (kind === 'source' ? { ...FILTERS, ...OF_DOCUMENTS } : FILTERS) as typeof FILTERS & typeof OF_DOCUMENTS;

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
