import type { Language } from '../language.js';
import { nearest } from '../nearest.js';
import { Problem, type FieldProblem } from '../problems/problem.js';
import type { JsonSchema } from '../schema/json-schema.js';

/** One parameter of the address: how it is described, and how its text becomes a value. */
export interface Parameter<Value> {
  readonly schema: JsonSchema;
  readonly description: string;
  /** May be given several times, or with commas; the value is then a list. */
  readonly list?: true;
  /** @throws {WrongParameter} when the text is no such value */
  readonly read: (text: string) => Value;
}

/** What is wrong with a parameter's text, and what to write. */
export class WrongParameter extends Error {
  constructor(readonly says: Readonly<Record<Language, { readonly message: string; readonly remedy: string }>>) {
    super('wrong parameter');
  }
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Parameters = Readonly<Record<string, Parameter<any>>>;

export type Given<Table extends Parameters> = {
  readonly [Name in keyof Table]?: Table[Name] extends { list: true; read: (text: string) => infer Value }
    ? readonly Value[]
    : Table[Name] extends Parameter<infer Value>
      ? Value
      : never;
};

const MOST_CHARACTERS = 2_000;

/** Mistakes that one answer tells. */
const MOST_TOLD = 20;

/**
 * Reads the parameters of an address. An empty one is as good as absent.
 * @throws {Problem} 400 that names each unknown parameter, with the nearest known, and each wrong value, of a list too
 */
export function readParameters<Table extends Parameters>(table: Table, query: Readonly<Record<string, unknown>>): Given<Table> {
  const unknown = Object.keys(query).filter((name) => !Object.hasOwn(table, name));
  if (unknown.length > 0)
    throw new Problem(
      400,
      'PARAMETER_UNKNOWN',
      {},
      unknown.slice(0, MOST_TOLD).map((name) => notKnown(name, table)),
    );
  const wrong: FieldProblem[] = [];
  const given: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(query)) {
    const parameter = table[name]!;
    const texts = (Array.isArray(raw) ? raw : [raw])
      .map(String)
      .flatMap((text) => (parameter.list ? text.split(',') : [text]))
      .filter((text) => text !== '');
    if (texts.length === 0) continue;
    if (!parameter.list && texts.length > 1) {
      wrong.push({ field: name, value: texts.join(','), says: REPEATED });
      continue;
    }
    const values: unknown[] = [];
    for (const text of texts) {
      try {
        values.push(readOne(parameter, text));
      } catch (error) {
        if (!(error instanceof WrongParameter)) throw error;
        wrong.push({ field: name, value: text, says: error.says });
      }
    }
    given[name] = parameter.list ? values : values[0];
  }
  if (wrong.length > 0) throw new Problem(400, 'PARAMETER_INVALID', {}, wrong.slice(0, MOST_TOLD));
  return given as Given<Table>;
}

function readOne(parameter: Parameter<unknown>, text: string): unknown {
  // A byte that is no UTF-8 was already replaced when the address was decoded.
  // eslint-disable-next-line no-control-regex
  if (text.length > MOST_CHARACTERS || /[\u0000-\u001f\u007f\ufffd]/.test(text)) throw new WrongParameter(UNREADABLE);
  return parameter.read(text);
}

function notKnown(name: string, table: Parameters): FieldProblem {
  const guess = nearest(name, Object.keys(table));
  const known = Object.keys(table).join(', ');
  return {
    field: name,
    says: {
      fr: {
        message: 'Ce paramètre n’existe pas ici.',
        remedy: guess ? `Vouliez-vous dire « ${guess} » ?` : `Paramètres connus : ${known}.`,
      },
      en: { message: 'There is no such parameter here.', remedy: guess ? `Did you mean "${guess}"?` : `Known parameters: ${known}.` },
    },
  };
}

const REPEATED = {
  fr: { message: 'Ce paramètre est donné plusieurs fois.', remedy: 'Donnez-le une fois.' },
  en: { message: 'This parameter is given several times.', remedy: 'Give it once.' },
};

const UNREADABLE = {
  fr: { message: 'Texte trop long, ou caractères illisibles.', remedy: `Au plus ${MOST_CHARACTERS} caractères, encodés en UTF-8.` },
  en: { message: 'Text too long, or unreadable characters.', remedy: `At most ${MOST_CHARACTERS} characters, encoded in UTF-8.` },
};
