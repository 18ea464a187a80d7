import type { Language } from '@app/http';
import type { ForeignFacts } from './formats/problems.js';
import { problemsEn } from './problems.en.js';
import { problemsFr } from './problems.fr.js';

/** Where in a file something was written. Lines and columns count from 1; columns in UTF-16 code units, as editors do. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `events[12].jobsLost`; empty when the problem is the file's own. */
  readonly path: string;
}

export interface Words {
  readonly message: string;
  readonly remedy: string;
}

/** What is wrong with a data file, where, and what to write instead. Nothing of a file with problems is recorded. */
export interface ImportProblem extends Place {
  readonly code: ProblemCode;
  /** The refused value as it was written, cut and without control characters. */
  readonly value?: string;
  readonly says: Readonly<Record<Language, Words>>;
}

/** Facts that fill the sentences of problems, by code. */
export interface ProblemFacts extends ForeignFacts {
  FILE_EMPTY: object;
  FILE_KIND_UNKNOWN: object;
  FILE_TOO_LARGE: { most: number };
  FILE_TRUNCATED: object;
  FILE_END_MISSING: object;
  ENCODING_UTF16: { offset: number };
  ENCODING_INVALID: { offset: number; byte: string };
  SYNTAX: { error: string };
  JSON_SYNTAX: object;
  JSON_HEADER: object;
  TOO_DEEP: { most: number };
  ALIAS_REFUSED: object;
  TAG_REFUSED: { tag: string };
  YAML_VERSION: object;
  KEY_NOT_TEXT: object;
  KEY_TWICE: { key: string; line: number };
  KEY_FORBIDDEN: { key: string };
  VALUE_EMPTY: { key: string };
  FORMAT_MISSING: object;
  FORMAT_UNKNOWN: object;
  DATASET_INVALID: object;
  SECTION_UNKNOWN: { key: string; nearest?: string };
  NOT_A_LIST: { key: string };
  NOT_FIELDS: object;
  ID_INVALID: object;
  ID_TWICE: { id: string; file: string; line: number };
  RECORD_MISSING: object;
  COMMAND_UNKNOWN: { name: string; nearest?: string };
  SOURCE_TWICE: object;
  FIELD: { fr: Words; en: Words };
  KIND_UNKNOWN: { nearest?: string };
  SOURCE_UNKNOWN: { id: string; nearest?: string };
  ENTRY_UNKNOWN: { id: string; nearest?: string };
  ENTRY_LATER: { id: string; line: number };
  ENTRY_WITHOUT_EVENT: { id: string };
  ENTRY_CHANGED: { id: string };
  EVENT_REJECTED: { error: string };
  RULE: { rule: string; fr: string; en: string; liftable: boolean };
}
export type ProblemCode = keyof ProblemFacts;
export type ProblemTexts = { readonly [Code in ProblemCode]: (facts: ProblemFacts[Code]) => Words };

export function problem<Code extends ProblemCode>(code: Code, place: Place, facts: ProblemFacts[Code], value?: unknown): ImportProblem {
  const says = { fr: problemsFr[code](facts), en: problemsEn[code](facts) };
  return { ...place, code, says, ...(value === undefined ? {} : { value: shown(value) }) };
}

/** `data/artois/30-bridgestone.yaml:41:5 events[12].jobsLost « abc » : … → …`: one line for a terminal or a log. */
export function described(found: ImportProblem, language: Language = 'fr'): string {
  const { file, line, column, path, value, says } = found;
  const quoted = value === undefined ? '' : language === 'fr' ? ` « ${value} »` : ` "${value}"`;
  const colon = language === 'fr' ? ' :' : ':';
  return `${file}:${line}:${column}${path ? ` ${path}` : ''}${quoted}${colon} ${says[language].message} → ${says[language].remedy}`;
}

const MOST_OF_A_VALUE = 80;

/** A value as it may be repeated on a terminal: cut, and with its control characters spelled out. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const cut = text.length > MOST_OF_A_VALUE ? `${text.slice(0, MOST_OF_A_VALUE)}…` : text;
  return cut.replace(
    // eslint-disable-next-line no-control-regex
    /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
