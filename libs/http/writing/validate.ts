import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import { nearest } from '../nearest.js';
import { Problem, type FieldProblem } from '../problems/problem.js';
import { wordsOfEn } from './validation.en.js';
import { wordsOfFr } from './validation.fr.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type BodyClass<C extends object> = new (...args: any[]) => C;

/** What a validation rule found, before it is put into words. */
export interface Finding {
  readonly rule: string;
  /** The rule's own message, in English, without the property's name. */
  readonly found: string;
  readonly value: unknown;
  readonly field: string;
  /** Names the class knows, for the nearest to a mistyped one. */
  readonly nearest?: string;
}

/**
 * Makes a command, or another validated class, of a body: known fields only, every one checked. A field that is null is absent.
 * @throws {Problem} 400 that names each wrong field, its value and what to write instead
 */
export function commandFrom<C extends object>(type: BodyClass<C>, content: Readonly<Record<string, unknown>>): C {
  const command = plainToInstance(type, withoutNulls(content));
  const errors = validateSync(command, { whitelist: true, forbidNonWhitelisted: true, validationError: { target: true } });
  if (errors.length > 0) throw invalid(errors);
  return command;
}

/** The problem that names every field class-validator found wrong, below `path` when they are inside another field. */
export function invalid(errors: readonly ValidationError[], path = ''): Problem {
  const fields = errors.flatMap((error) => findings(error, path)).map(worded);
  return new Problem(400, 'VALIDATION_FAILED', { count: fields.length }, fields);
}

function withoutNulls(content: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null));
}

function findings(error: ValidationError, path: string): Finding[] {
  const inList = /^\d+$/.test(error.property);
  const field = inList ? `${path}[${error.property}]` : path === '' ? error.property : `${path}.${error.property}`;
  const below = (error.children ?? []).flatMap((child) => findings(child, field));
  const own = Object.entries(error.constraints ?? {});
  return own.length === 0 ? below : [finding(error, field, own), ...below];
}

/** The rules that tell most, when several of one field are broken: a list that is no list is not also too short. */
const TELLING = ['whitelistValidation', 'isArray', 'isString'];

/** One finding per field: what is missing first, then the most telling rule, else the first that was written on the property. */
function finding({ property, value, target }: ValidationError, field: string, broken: [string, string][]): Finding {
  if (value === undefined) return { rule: 'required', found: '', value, field };
  const [rule, message] = TELLING.map((name) => broken.find(([rule]) => rule === name)).find(Boolean) ?? broken.at(-1)!;
  if (rule === 'whitelistValidation') return { rule, found: '', value, field, nearest: nearest(property, fieldsOf(target?.constructor)) };
  // A rule on each item of a list names the item: "parties[2] must be text".
  const [, item, found] = new RegExp(`^${property}(\\[\\d+\\])? (.*)$`, 's').exec(message) ?? [undefined, undefined, message];
  const index = item === undefined ? undefined : Number(item.slice(1, -1));
  return {
    rule,
    found: found!,
    value: index === undefined || !Array.isArray(value) ? value : (value as unknown[])[index],
    field: `${field}${item ?? ''}`,
  };
}

function fieldsOf(type: unknown): string[] {
  if (typeof type !== 'function') return [];
  return getMetadataStorage()
    .getTargetValidationMetadatas(type, '', false, false)
    .map(({ propertyName }) => propertyName);
}

const worded = (finding: Finding): FieldProblem => ({
  field: finding.field,
  value: finding.value,
  says: { fr: wordsOfFr(finding), en: wordsOfEn(finding) },
});
