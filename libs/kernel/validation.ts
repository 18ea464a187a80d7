import 'reflect-metadata';
import { Transform } from 'class-transformer';
import { registerDecorator, type ValidationArguments, type ValidationOptions } from 'class-validator';
import { BOUNDS, UNITS, type Figure, type Unit } from './figure.js';
import { DateError, parseOccurred } from './occurred.js';
import { isPersonReference, replaceMarks } from './personal.js';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Identifier in lower case letters, digits and single hyphens, at most 80 characters: `bridgestone-bethune`. */
export function IsSlug(options?: ValidationOptions): PropertyDecorator {
  return rule('isSlug', options, (value) =>
    typeof value === 'string' && value.length <= 80 && SLUG.test(value)
      ? null
      : 'must be an identifier of lower case letters, digits and hyphens, at most 80 characters (bridgestone-bethune)',
  );
}

/** A date of our EDTF subset; see `parseOccurred`. */
export function IsOccurred(options?: ValidationOptions): PropertyDecorator {
  return rule('isOccurred', options, (value) => {
    if (typeof value !== 'string') return 'must be a date in quotes: "2020", "2020-09", "2020-09-16", "2020-03/2020-05"';
    try {
      parseOccurred(value);
      return null;
    } catch (error) {
      if (error instanceof DateError) return `is not a date we accept: ${error.message}`;
      throw error;
    }
  });
}

/** Text of 1 to `max` characters without control characters (line breaks and tabs are fine). */
export function IsText(max: number, options?: ValidationOptions): PropertyDecorator {
  return rule(
    'isText',
    options,
    (value) => {
      if (typeof value !== 'string') return 'must be text';
      if (value.trim() === '') return 'must not be empty';
      if (value.length > max) return `must have at most ${max} characters`;
      // eslint-disable-next-line no-control-regex
      if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value)) return 'must not hold control characters';
      if (!value.isWellFormed()) return 'must be well-formed Unicode';
      return null;
    },
    [max],
  );
}

/**
 * A quantity in `unit`: a bare number, or `{ value | low, high, bound?, outOf?, definition?, observed? }`.
 * A bare number becomes `{ value }`; the unit is the property's own unless given.
 */
export function IsFigure(unit: Unit, options?: ValidationOptions): PropertyDecorator {
  return figureIn(() => unit, options, [unit]);
}

/** As `IsFigure`, in the unit that another field of the same command chooses. */
export function IsFigureIn<Said extends object>(units: readonly Unit[], chosen: (said: Said) => Unit): PropertyDecorator {
  return figureIn((said) => chosen(said as Said), undefined, [units.join(' or ')]);
}

function figureIn(chosen: (said: object) => Unit, options: ValidationOptions | undefined, constraints: string[]): PropertyDecorator {
  return (target, property) => {
    Transform(({ value, obj }) => withUnit(value, chosen(obj as object)))(target, property);
    const problem = (value: unknown, said: object) => figureProblem(value, chosen(said)) ?? signProblem(value as Figure, chosen(said));
    rule('isFigure', options, problem, constraints)(target, property);
  };
}

function withUnit(value: unknown, unit: Unit): unknown {
  if (typeof value === 'number') return { value, unit } satisfies Figure;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { unit, ...value };
  return value;
}

const FIGURE_KEYS = new Set(['value', 'low', 'high', 'unit', 'bound', 'outOf', 'definition', 'observed']);

function figureProblem(value: unknown, expected: Unit): string | null {
  const form = 'must be a number, or an object with "value", or with "low" and "high"';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return form;
  const figure = value as Record<string, unknown>;
  const unknown = Object.keys(figure).find((key) => !FIGURE_KEYS.has(key));
  if (unknown) return `has an unknown field "${unknown}"`;
  for (const key of ['value', 'low', 'high'] as const) {
    if (figure[key] !== undefined && (typeof figure[key] !== 'number' || !Number.isFinite(figure[key]))) return `"${key}" must be a number`;
  }
  const hasValue = figure.value !== undefined;
  const hasSpan = figure.low !== undefined || figure.high !== undefined;
  if (hasValue === hasSpan) return form;
  if (figure.low !== undefined && figure.high !== undefined && (figure.low as number) > (figure.high as number))
    return '"low" must not be above "high"';
  if (!UNITS.includes(figure.unit as Unit)) return `"unit" must be one of ${UNITS.join(', ')}`;
  if (figure.unit !== expected && !(expected === 'people' && figure.unit === 'share')) return `must be counted in ${expected}`;
  const amounts = [figure.value, figure.low, figure.high].filter((amount) => amount !== undefined) as number[];
  if (expected === 'people' && figure.unit === 'people' && amounts.some((amount) => !Number.isInteger(amount)))
    return 'must be a whole number of people';
  if (!SIGNED.has(expected) && amounts.some((amount) => amount < 0)) return 'must not be negative';
  if (amounts.some((amount) => Math.abs(amount) > 1e15)) return 'is too large';
  if (figure.bound !== undefined && !BOUNDS.includes(figure.bound as never)) return `"bound" must be one of ${BOUNDS.join(', ')}`;
  if (figure.definition !== undefined && (typeof figure.definition !== 'string' || figure.definition.length > 500))
    return '"definition" must be text of at most 500 characters';
  if (figure.outOf !== undefined && !isOutOf(figure.outOf)) return '"outOf" must be { "value": number, "of": text }';
  return figure.observed === undefined ? null : observedProblem(figure.observed);
}

/** Units in which an observed change may be below zero. */
const SIGNED = new Set<Unit>(['points', 'share', 'count']);

/** Quantities that are no change: never below zero, and a share is part of one whole. */
function signProblem({ value, low, high, unit }: Figure, expected: Unit): string | null {
  const amounts = [value, low, high].filter((amount) => amount !== undefined);
  if (expected !== 'points' && amounts.some((amount) => amount < 0)) return 'must not be negative';
  return unit === 'share' && amounts.some((amount) => amount > 1) ? 'must be a share between 0 and 1: 0.8 for 80 %' : null;
}

function isOutOf(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { value: amount, of, ...rest } = value as Record<string, unknown>;
  return (
    Object.keys(rest).length === 0 &&
    typeof of === 'string' &&
    of.length > 0 &&
    of.length <= 500 &&
    (amount === undefined || typeof amount === 'number')
  );
}

function observedProblem(value: unknown): string | null {
  if (typeof value !== 'string') return '"observed" must be a date in quotes: "2020", "2020-09"';
  try {
    parseOccurred(value);
    return null;
  } catch (error) {
    return `"observed" is not a date we accept: ${(error as Error).message}`;
  }
}

/**
 * Registers a rule whose message is the problem it found, prefixed with the property's name (`parties[2] must be text`).
 * The rule may read the other fields of the object too. `constraints` are what it was given (a length, a unit), for whoever describes it.
 */
export function rule(
  name: string,
  options: ValidationOptions | undefined,
  problem: (value: unknown, said: object) => string | null,
  constraints: unknown[] = [],
): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(property),
      options,
      constraints,
      validator: {
        validate: (value: unknown, args?: ValidationArguments) => problem(value, args?.object ?? {}) === null,
        defaultMessage: (args?: ValidationArguments) => {
          const said = args?.object ?? {};
          const items: unknown[] = options?.each && Array.isArray(args?.value) ? args.value : [];
          const index = items.findIndex((item) => problem(item, said) !== null);
          const found = problem(index < 0 ? args?.value : items[index], said);
          return `${args?.property}${index < 0 ? '' : `[${index}]`} ${found ?? 'is not valid'}`;
        },
      },
    });
}

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Identifier of a subject that may be confidential: a slug, or a UUID of version 4, which nobody can guess. */
export function IsSubjectId(options?: ValidationOptions): PropertyDecorator {
  return rule('isSubjectId', options, (value) =>
    typeof value === 'string' && value.length <= 80 && (SLUG.test(value) || UUID_V4.test(value))
      ? null
      : 'must be an identifier of lower case letters, digits and hyphens, at most 80 characters, or a UUID',
  );
}

/** A reference that stands for a person: a UUID of version 4, in lower case. */
export function IsPersonReference(options?: ValidationOptions): PropertyDecorator {
  return rule('isPersonReference', options, (value) =>
    isPersonReference(value) ? null : 'must be a random UUID (version 4), in lower case',
  );
}

/** Text that is personal from its first character to its last: one mark, `{{person:UUID|text}}`. See `personal.ts`. */
export function IsPersonal(options?: ValidationOptions): PropertyDecorator {
  return rule('isPersonal', options, (value) =>
    typeof value === 'string' &&
    value !== '' &&
    replaceMarks(value, ({ text }) => (text === undefined ? '?' : '')) === '' &&
    value.indexOf('{{', 1) < 0
      ? null
      : 'must be marked as personal: {{person:UUID|text}}',
  );
}

/** As `IsFigure`, in whatever unit the figure itself names. */
export function IsAnyFigure(options?: ValidationOptions): PropertyDecorator {
  return rule('isAnyFigure', options, (value) => {
    const unit = (value as { unit?: Unit } | null)?.unit;
    return UNITS.includes(unit as Unit)
      ? figureProblem(value, unit as Unit)
      : `must be { "value" or "low" and "high", "unit": one of ${UNITS.join(', ')} }`;
  });
}
