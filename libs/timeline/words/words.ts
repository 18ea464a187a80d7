import { dateEn, dateFr, figureEn, figureFr, spanEn, spanFr, type Claim, type Figure, type Occurred, type Sentences } from '@app/kernel';
import { subjectOfKind } from '@app/domain';
import { correctionSentences, labelOfClaimEn, labelOfClaimFr } from '@domain/facts';
import type { LinkOutcome } from '../queries/links.sql.js';
import * as english from './labels.en.js';
import * as french from './labels.fr.js';
import { fieldIn, valueIn } from './values.js';

export type Language = 'fr' | 'en';

/** How the facts are told in one language. A word that is missing shows its code: nothing is hidden for want of a label. */
export interface Words {
  readonly language: Language;
  kind(kind: string): string;
  /** Title of a list of subjects of a kind. */
  plural(kind: string): string;
  status(status: string): string;
  claimStatus(status: string): string;
  role(role: string): string;
  visibility(level: string): string;
  redistribution(code: string): string;
  link(outcome: LinkOutcome): string;
  about(key: string): string;
  basis(basis: 'recorded' | 'publication'): string;
  date(occurred: Pick<Occurred, 'edtf'> | null): string;
  figure(figure: Figure): string;
  claim(claim: Claim): string;
  /** How long something lasted, by EDTF dates; null when neither end is known. */
  span(from: string | null, until: string | null): string | null;
  /** What a field of a payload is called, and what it holds; null where it holds nothing. */
  field(name: string): string;
  value(field: string, value: unknown): string | null;
  sentence(kind: string, type: string, data: Readonly<Record<string, unknown>>): string;
}

const own = <Value>(table: object | undefined, key: string): Value | undefined =>
  table && Object.hasOwn(table, key) ? (table as Record<string, Value>)[key] : undefined;

const labelled = (table: Readonly<Record<string, string>>) => (code: string) => (Object.hasOwn(table, code) ? table[code]! : code);

function wordsOf(language: Language): Words {
  const isFrench = language === 'fr';
  const date = isFrench ? dateFr : dateEn;
  const figure = (given: Figure) => (isFrench ? figureFr(given) : figureEn(given));
  const sentenceOf = (kind: string, type: string) =>
    own<Sentences[string]>(subjectOfKind(kind)?.sentences[language], type) ?? own<Sentences[string]>(correctionSentences[language], type);
  const claimStatus = labelled(isFrench ? french.claimStatusesFr : english.claimStatusesEn);
  return {
    language,
    kind: labelled(isFrench ? french.kindsFr : english.kindsEn),
    plural: labelled(isFrench ? french.pluralsFr : english.pluralsEn),
    status: labelled(isFrench ? french.statusesFr : english.statusesEn),
    claimStatus,
    role: labelled(isFrench ? french.rolesFr : english.rolesEn),
    visibility: labelled(isFrench ? french.visibilitiesFr : english.visibilitiesEn),
    redistribution: labelled(isFrench ? french.redistributionsFr : english.redistributionsEn),
    link: labelled(isFrench ? french.linksFr : english.linksEn),
    about: (key) => (isFrench ? labelOfClaimFr : labelOfClaimEn)(key) ?? key,
    basis: (basis) => (isFrench ? french.basisFr : english.basisEn)[basis],
    date,
    figure,
    claim: ({ figure: quantity, date: day, text, breakdown = [] }) =>
      quantity ? figure(quantity) : day ? date(day) : (text ?? breakdown.map(({ kind, value }) => `${kind} ${value}`).join(', ')),
    span: isFrench ? spanFr : spanEn,
    field: (name) => fieldIn(language, name),
    value: (field, value) => valueIn({ language, date, figure, claimStatus }, field, value),
    sentence: (kind, type, data) => {
      const tell = sentenceOf(kind, type);
      return tell ? tell(data as never) : type;
    },
  };
}

const words: Readonly<Record<Language, Words>> = { fr: wordsOf('fr'), en: wordsOf('en') };

export const wordsIn = (language: Language): Words => words[language];
