import 'reflect-metadata';
// The storage of @Type has no public door; every converter of this kind goes through this file.
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage } from 'class-validator';
import { NAF_NOMENCLATURES, UNITS } from '@app/kernel';
import { SLUG_PATTERN, type JsonSchema } from './json-schema.js';

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type
type Class = Function;

interface Rule {
  readonly name?: string;
  readonly type: string;
  readonly constraints?: readonly unknown[];
  readonly each?: boolean;
}

/** Schemas of every class met so far, by class name, for `#/components/schemas`. */
const known = new Map<string, JsonSchema>();
const sources = new Map<string, Class>();

export const schemasOfCommands = (): Record<string, JsonSchema> => Object.fromEntries(known);

/** A reference to the schema of a command's body. Fields in `given` come from the address and are left out. */
export function commandSchema(command: Class, given: readonly string[] = []): JsonSchema {
  return reference(command, given);
}

function reference(type: Class, given: readonly string[] = []): JsonSchema {
  if (sources.has(type.name) && sources.get(type.name) !== type)
    throw new Error(`two classes are named ${type.name}: their schemas would be one`);
  if (!known.has(type.name)) {
    sources.set(type.name, type);
    known.set(type.name, {});
    known.set(type.name, describe(type, given));
  }
  return { $ref: `#/components/schemas/${type.name}` };
}

function describe(type: Class, given: readonly string[]): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [property, rules] of rulesByProperty(type)) {
    if (given.includes(property)) continue;
    properties[property] = propertySchema(type, property, rules);
    if (!rules.some((rule) => rule.type === 'conditionalValidation')) required.push(property);
  }
  return { type: 'object', additionalProperties: false, properties, ...(required.length > 0 && { required }) };
}

function rulesByProperty(type: Class): Map<string, Rule[]> {
  const found = new Map<string, Rule[]>();
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(type, '', false, false)) {
    const rules = found.get(rule.propertyName);
    if (rules) rules.push(rule);
    else found.set(rule.propertyName, [rule]);
  }
  return found;
}

function propertySchema(type: Class, property: string, rules: readonly Rule[]): JsonSchema {
  const names = rules.map(nameOf);
  const whole = merge(rules.filter(({ each }) => !each));
  const isList = names.includes('isArray') || rules.some(({ each }) => each);
  const nested = names.includes('nestedValidation') && nestedType(type, property);
  const item = nested ? reference(nested) : merge(rules.filter(({ each }) => each));
  if (isList) return { ...whole, type: 'array', items: item };
  return nested ? item : whole;
}

function nestedType(type: Class, property: string): Class | undefined {
  return defaultMetadataStorage.findTypeMetadata(type, property)?.typeFunction() as Class | undefined;
}

const merge = (rules: readonly Rule[]): JsonSchema => Object.assign({}, ...rules.map(schemaOfRule)) as JsonSchema;
/** The structural kinds go by their kind; every other rule by its own name. */
const nameOf = ({ type, name }: Rule): string => (type === 'nestedValidation' || type === 'conditionalValidation' ? type : (name ?? type));

function schemaOfRule(rule: Rule): JsonSchema {
  const name = nameOf(rule);
  return Object.hasOwn(schemas, name) ? schemas[name]!(...((rule.constraints ?? []) as never[])) : {};
}

/** What each rule says of a value. A rule that is not here says nothing: `command-schema.spec.ts` fails for it. */
const schemas: Readonly<Record<string, (...constraints: never[]) => JsonSchema>> = {
  conditionalValidation: () => ({}),
  nestedValidation: () => ({}),
  isArray: () => ({}),
  isSlug: () => ({ type: 'string', pattern: SLUG_PATTERN, maxLength: 80 }),
  isSubjectId: () => ({
    type: 'string',
    pattern: SLUG_PATTERN,
    maxLength: 80,
    description: 'Slug, or UUID v4 for what is still confidential',
  }),
  isText: (max: number) => ({ type: 'string', minLength: 1, maxLength: max }),
  isOccurred: () => ({
    type: 'string',
    maxLength: 64,
    description: 'EDTF date: 2020, 2020-09, 2020-09-16, 2020-36, 2020-12~, 2020-03/2020-05, ../2020-12',
  }),
  isFigure: (unit: string) => figure(unit),
  isAnyFigure: () => figure(),
  isNaf: () => ({ $ref: '#/components/schemas/Naf' }),
  isPosition: () => ({
    type: 'array',
    items: { type: 'number' },
    minItems: 2,
    maxItems: 2,
    description: 'Longitude, then latitude, in degrees, WGS 84',
  }),
  isSeries: () => ({}),
  isCommuneCode: () => ({ type: 'string', pattern: '^[0-9AB]{5}$', description: 'INSEE municipality code, as text', example: '62119' }),
  isGeometry: () => ({ type: 'object', description: 'GeoJSON Point, Polygon or MultiPolygon, WGS 84, longitude first (RFC 7946)' }),
  isPersonReference: () => ({
    type: 'string',
    format: 'uuid',
    description: 'Stands for a person: a random UUID (version 4), in lower case',
  }),
  isPersonal: () => ({
    type: 'string',
    maxLength: 360,
    pattern: '^\\{\\{person:[0-9a-f-]{36}\\|[^{}|"\\\\]{1,300}\\}\\}$',
    description: 'Personal, sealed before it is stored, and erasable: {{person:UUID|text}}',
  }),
  isIn: (values: readonly unknown[]) => ({ type: typeof values[0] === 'number' ? 'number' : 'string', enum: [...values] }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isBoolean: () => ({ type: 'boolean' }),
  isString: () => ({ type: 'string' }),
  isObject: () => ({ type: 'object' }),
  isUrl: () => ({ type: 'string', format: 'uri' }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  min: (minimum: number) => ({ minimum }),
  max: (maximum: number) => ({ maximum }),
  minLength: (minLength: number) => ({ minLength }),
  maxLength: (maxLength: number) => ({ maxLength }),
  arrayMinSize: (minItems: number) => ({ minItems }),
  arrayMaxSize: (maxItems: number) => ({ maxItems }),
  arrayUnique: () => ({}),
  matches: (pattern: RegExp) => ({ type: 'string', pattern: pattern.source }),
};

/** Rules whose words in a schema are known. */
export const rulesInSchemas: ReadonlySet<string> = new Set(Object.keys(schemas));

/** Names of the rules on a class and the classes below it, as the tables of words and schemas know them. */
export function ruleNamesOf(type: Class, seen = new Set<Class>()): Set<string> {
  seen.add(type);
  const names = new Set<string>();
  for (const [property, rules] of rulesByProperty(type)) {
    for (const rule of rules) names.add(nameOf(rule));
    const nested = nestedType(type, property);
    if (nested && !seen.has(nested)) for (const name of ruleNamesOf(nested, seen)) names.add(name);
  }
  return names;
}

function figure(unit?: string): JsonSchema {
  const full = { $ref: '#/components/schemas/Figure' };
  return unit === undefined ? full : { oneOf: [{ type: 'number' }, full], description: `Quantity in ${unit}: a bare number, or a figure` };
}

/** Of `Figure` in the kernel. */
export const FIGURE_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'One value, or a span from low to high, as its source gives it',
  additionalProperties: false,
  properties: {
    value: { type: 'number' },
    low: { type: 'number' },
    high: { type: 'number' },
    unit: { type: 'string', enum: [...UNITS] },
    bound: { type: 'string', enum: ['exact', 'about', 'at-least', 'at-most'] },
    outOf: {
      type: 'object',
      description: 'The denominator: 864 out of 1,200 employees',
      properties: { value: { type: 'number' }, of: { type: 'string', maxLength: 500 } },
      required: ['of'],
    },
    definition: { type: 'string', maxLength: 500, description: 'What exactly was counted' },
    observed: { type: 'string', description: 'EDTF date of the count, if not when the event occurred' },
  },
};

/** Of `Naf` in the kernel. */
export const NAF_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'Economic activity: section, division, group, class or sub-class, with the nomenclature its code belongs to',
  additionalProperties: false,
  properties: {
    code: { type: 'string', pattern: '^([A-V]|\\d{2}(\\.\\d(\\d[A-Z]?)?)?)$', example: '22.11Z' },
    nomenclature: { type: 'string', enum: [...NAF_NOMENCLATURES] },
  },
  required: ['code', 'nomenclature'],
};
