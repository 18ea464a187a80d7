import { DateError, isUuid, parseOccurred, startOfDay, type Occurred } from '@app/kernel';
import { LANGUAGES } from '../language.js';
import { nearest } from '../nearest.js';
import { SLUG_PATTERN } from '../schema/json-schema.js';
import { WrongParameter, type Parameter } from './parameters.js';

// The kinds of values that parameters of a read take.

export const oneOf = <Value extends string>(values: readonly Value[], description: string): Parameter<Value> => ({
  schema: { type: 'string', enum: [...values] },
  description,
  read: (text) => {
    if ((values as readonly string[]).includes(text)) return text as Value;
    const [guess, list] = [nearest(text, values), values.join(', ')];
    throw wrong(
      'Valeur inconnue.',
      `${guess ? `Vouliez-vous dire « ${guess} » ? ` : ''}Valeurs : ${list}.`,
      'Unknown value.',
      `${guess ? `Did you mean "${guess}"? ` : ''}Values: ${list}.`,
    );
  },
});

export const anyOf = <Value extends string>(values: readonly Value[], description: string): Parameter<Value> & { list: true } => ({
  ...oneOf(values, description),
  list: true,
});

export const identifier = (description: string): Parameter<string> => ({
  schema: { type: 'string', pattern: SLUG_PATTERN, maxLength: 80 },
  description,
  read: (text) => {
    if (text.length <= 80 && new RegExp(SLUG_PATTERN).test(text)) return text;
    throw wrong(
      'N’est pas un identifiant.',
      'Minuscules, chiffres et tirets : bridgestone-bethune.',
      'Not an identifier.',
      'Lower case letters, digits and hyphens: bridgestone-bethune.',
    );
  },
});

export const uuid = (description: string): Parameter<string> => ({
  schema: { type: 'string', format: 'uuid' },
  description,
  read: (given) => {
    if (isUuid(given)) return given.toLowerCase();
    throw wrong('N’est pas un UUID.', 'Reprenez l’identifiant d’une réponse.', 'Not a UUID.', 'Take the identifier from an answer.');
  },
});

export const text = (most: number, description: string): Parameter<string> => ({
  schema: { type: 'string', maxLength: most },
  description,
  read: (given) => {
    if (given.length <= most) return given;
    throw wrong('Trop long.', `Au plus ${most} caractères.`, 'Too long.', `At most ${most} characters.`);
  },
});

export const code = (pattern: RegExp, example: string, description: string): Parameter<string> => ({
  schema: { type: 'string', pattern: pattern.source, example },
  description,
  read: (given) => {
    if (pattern.test(given)) return given;
    throw wrong('N’a pas la forme attendue.', `Par exemple : ${example}.`, 'Not of the expected form.', `For example: ${example}.`);
  },
});

export const whole = (least: number, most: number, byDefault: number, description: string): Parameter<number> => ({
  schema: { type: 'integer', minimum: least, maximum: most, default: byDefault },
  description,
  read: (given) => {
    const value = /^\d{1,9}$/.test(given) ? Number(given) : NaN;
    if (value >= least && value <= most) return value;
    throw wrong(
      'N’est pas un nombre permis.',
      `Un entier de ${least} à ${most}.`,
      'Not a number allowed here.',
      `A whole number from ${least} to ${most}.`,
    );
  },
});

export const decimal = (least: number, most: number, byDefault: number, description: string): Parameter<number> => ({
  schema: { type: 'number', minimum: least, maximum: most, default: byDefault },
  description,
  read: (given) => {
    const value = /^\d{1,6}(\.\d{1,6})?$/.test(given) ? Number(given) : NaN;
    if (value >= least && value <= most) return value;
    throw wrong(
      'N’est pas un nombre permis.',
      `Un nombre de ${least} à ${most}, avec un point décimal.`,
      'Not a number allowed here.',
      `A number from ${least} to ${most}.`,
    );
  },
});

export const yesOrNo = (description: string): Parameter<boolean> => ({
  schema: { type: 'boolean' },
  description,
  read: (given) => {
    if (given === 'true' || given === 'false') return given === 'true';
    throw wrong('Ni vrai ni faux.', 'Écrivez true ou false.', 'Neither true nor false.', 'Write true or false.');
  },
});

export const date = (description: string): Parameter<Occurred> => ({
  schema: { type: 'string', maxLength: 64, example: '2020-12' },
  description: `${description} EDTF: 2020, 2020-09, 2020-09-16, 2020-36, 2020-03/2020-05`,
  read: (given) => {
    try {
      return parseOccurred(given);
    } catch (error) {
      if (!(error instanceof DateError)) throw error;
      throw wrong(
        'N’est pas une date reconnue.',
        'Une année (2020), un mois (2020-09), un jour (2020-09-16), un trimestre (2020-36) ou une période (2020-03/2020-05).',
        'Not a date we accept.',
        'A year (2020), a month (2020-09), a day (2020-09-16), a quarter (2020-36) or a period (2020-03/2020-05).',
      );
    }
  },
});

/** A moment of knowledge: an instant with its zone, or a day, which then counts until its end in Europe/Paris. Read as UTC, ISO 8601. */
export const moment = (description: string): Parameter<string> => ({
  schema: { type: 'string', example: '2022-06-01' },
  description,
  read: (given) => {
    const instant = /^\d{4}-\d{2}-\d{2}$/.test(given) ? endOfDay(given) : instantOf(given);
    if (instant) return instant;
    throw wrong(
      'N’est pas un jour ni un instant.',
      'Écrivez 2022-06-01 ou 2022-06-01T12:00:00Z.',
      'Neither a day nor an instant.',
      'Write 2022-06-01 or 2022-06-01T12:00:00Z.',
    );
  },
});

export const language = oneOf(LANGUAGES, 'Language of the sentences; otherwise Accept-Language, otherwise French');

const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

function instantOf(given: string): string | undefined {
  // "+" reads as a space in an address where it was not escaped.
  const parts = INSTANT.exec(given.replace(' ', '+'));
  if (!parts || !isDay(parts[1]!)) return undefined;
  const milliseconds = Date.parse(parts[0]);
  const fraction = /\.\d{3}(\d{1,3})/.exec(parts[0])?.[1] ?? '';
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${fraction.padEnd(3, '0')}Z`;
}

/** The last microsecond of a day in the territory's own time. */
function endOfDay(day: string): string | undefined {
  if (!isDay(day)) return undefined;
  const tomorrow = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return `${new Date(startOfDay(tomorrow) - 1).toISOString().slice(0, -1)}999Z`;
}

const isDay = (day: string): boolean =>
  !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);

function wrong(messageFr: string, remedyFr: string, messageEn: string, remedyEn: string): WrongParameter {
  return new WrongParameter({ fr: { message: messageFr, remedy: remedyFr }, en: { message: messageEn, remedy: remedyEn } });
}
