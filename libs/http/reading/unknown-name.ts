import type { Language } from '../language.js';
import { nearest } from '../nearest.js';
import { trimmed, type FieldProblem } from '../problems/problem.js';

/** A name that is none of those there are. */
export interface UnknownName {
  /** The parameter, or the part of the path, that holds it. */
  readonly field: string;
  readonly value: string;
  /** Names that may be said to whoever asks: never those of what is not public. */
  readonly known: readonly string[];
  /** What it should have named, as a sentence goes on after "no": « Aucun observatoire ne porte ce nom ». */
  readonly message: Readonly<Record<Language, string>>;
  /** Address that lists them all. */
  readonly list: string;
}

/** What is wrong with a name that is not known: the nearest known one where one is close, else all where they are few, and where they are listed. */
export function unknownName({ field, value, known, message, list }: UnknownName): FieldProblem {
  const guess = nearest(value, known);
  const names = known.length <= FEW ? known.join(', ') : undefined;
  const remedy = {
    fr: guess ? `Vouliez-vous dire « ${guess} » ?` : names && `Noms connus : ${names}.`,
    en: guess ? `Did you mean "${guess}"?` : names && `Known names: ${names}.`,
  };
  const said = trimmed(value);
  return {
    field,
    value,
    says: {
      fr: { message: `${message.fr} « ${said} ».`, remedy: sentences(remedy.fr, `La liste est à ${list}.`) },
      en: { message: `${message.en} "${said}".`, remedy: sentences(remedy.en, `The list is at ${list}.`) },
    },
  };
}

/** More names than that are read where they are listed. */
const FEW = 12;

const sentences = (...parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined).join(' ');
