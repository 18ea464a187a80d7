import { anyOf, date, identifier, moment, oneOf, Problem, text, type FieldProblem, type Given } from '@app/http';
import { SORTS_OF_DECISIONS, type HistoryFilter, type Reader } from '@app/timeline';
import { TYPES } from '../reading/filters.js';
import { fileParameters } from '../reading/files/files.js';
import { isToCome, MOMENT, PAGE } from '../reading/moment.js';

/** What the history of a subject gives beside pages of JSON. */
export const HISTORY_FILES = ['csv', 'xlsx', 'parquet'] as const;

export const HISTORY = {
  type: anyOf([...TYPES, 'FactCorrected', 'FactRetracted'], 'Types of events'),
  source: identifier('Facts that this document says'),
  from: date('Not before.'),
  to: date('Not after.'),
  office: text(200, 'Facts recorded by this account, or on behalf of this office; officers, auditors and administrators only'),
  only: anyOf(SORTS_OF_DECISIONS, 'Only what was corrected or withdrawn, or what sources disagree on, with what was decided about it'),
  order: oneOf(['asc', 'desc'], 'First recorded first (asc) or last'),
  ...MOMENT,
  ...PAGE,
  ...fileParameters(HISTORY_FILES),
};

/** Of the document to be read on paper: all of it, in the order of its recording. */
export const HISTORY_PDF = {
  type: HISTORY.type,
  source: HISTORY.source,
  from: HISTORY.from,
  to: HISTORY.to,
  office: HISTORY.office,
  only: HISTORY.only,
  ...MOMENT,
};

export const CHANGES = { since: moment('The moment of knowledge to compare with: a day or an instant'), ...MOMENT, ...PAGE };

/** @throws {Problem} 401 when a filter asks for what this reader may not know */
export function historyFilterOf({ type, source, from, to, office, only }: Given<typeof HISTORY_PDF>, reader: Reader): HistoryFilter {
  if (office !== undefined && !reader.seesAll) throw officeIsForInsiders();
  return { types: type, source, from: from?.earliest ?? undefined, to: to?.latest ?? undefined, office, only };
}

/** The moment to compare with. @throws {Problem} 400 when it is not given, or not before the other */
export function sinceOf({ since, asOf, asOfBasis }: Pick<Given<typeof CHANGES>, 'since' | 'asOf' | 'asOfBasis'>): string {
  if (since === undefined) throw new Problem(400, 'PARAMETER_INVALID', {}, [SINCE_MISSING]);
  if ((asOf !== undefined && since > asOf) || isToCome(since)) throw new Problem(400, 'PARAMETER_INVALID', {}, [sinceLater(since)]);
  if (asOfBasis === 'publication') throw new Problem(400, 'PARAMETER_INVALID', {}, [NOT_BY_PUBLICATION]);
  return since;
}

/** Who recorded a fact is not asked by everybody. */
export const officeIsForInsiders = () => new Problem(401, 'TOKEN_MISSING', {}, [OFFICE_IS_NOT_PUBLIC], CHALLENGE);

const CHALLENGE = { 'www-authenticate': 'Bearer realm="palimpseste"' };

const OFFICE_IS_NOT_PUBLIC: FieldProblem = {
  field: 'office',
  says: {
    fr: { message: 'Qui a enregistré un fait n’est pas public.', remedy: 'Retirez office, ou présentez un jeton.' },
    en: { message: 'Who recorded a fact is not public.', remedy: 'Leave office out, or present a token.' },
  },
};

const SINCE_MISSING: FieldProblem = {
  field: 'since',
  says: {
    fr: { message: 'Il faut dire depuis quand.', remedy: 'since=2026-01-01 : le jour ou l’instant de connaissance à comparer.' },
    en: { message: 'Since when must be said.', remedy: 'since=2026-01-01: the day or instant of knowledge to compare with.' },
  },
};

const sinceLater = (value: string): FieldProblem => ({
  field: 'since',
  value,
  says: {
    fr: { message: 'Vient après asOf, ou après aujourd’hui.', remedy: 'since est le moment d’avant, asOf celui d’après.' },
    en: { message: 'Comes after asOf, or after today.', remedy: 'since is the moment before, asOf the one after.' },
  },
});

const NOT_BY_PUBLICATION: FieldProblem = {
  field: 'asOfBasis',
  value: 'publication',
  says: {
    fr: { message: 'Un écart s’explique par ce qui fut enregistré.', remedy: 'Retirez asOfBasis.' },
    en: { message: 'A difference is explained by what was recorded.', remedy: 'Leave asOfBasis out.' },
  },
};
