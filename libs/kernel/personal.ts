import { refusal } from './refusal.js';

/**
 * Personal data in a text: what must be erasable is written `{{person:<reference>|Jeanne Lefebvre}}`, where the reference is a random UUID (version
 * 4) that stands for the person and tells nothing of them. Before it is hashed or stored it becomes `{{person:<reference>:<sealed>}}`, which only
 * the key of that person opens (RGPD, article 17: the key is destroyed, the text stays and says nothing).
 *
 * A personal text holds no quotation mark, backslash or brace, so that it may be put where its sealed form stands, in JSON too.
 */
export interface PersonalMark {
  readonly person: string;
  /** What is personal; absent where it is sealed. */
  readonly text?: string;
  /** base64url; absent where it is open. */
  readonly sealed?: string;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
/** What every mark begins with, open or sealed. */
export const PERSON_MARK = '{{person:';
const TEXT = '[^{}|"\\\\\\u0000-\\u001f\\u007f]{1,300}';
const MARK = new RegExp(`\\{\\{person:(${UUID})(?:\\|(${TEXT})|:([A-Za-z0-9_-]{40,2000}))\\}\\}`, 'g');
/** Somebody meant to mark a person, whatever came of it. */
const MEANT = /\{\{\s*person/i;
const WHOLE_TEXT = new RegExp(`^${TEXT}$`);
const WHOLE_UUID = new RegExp(`^${UUID}$`);

/** What follows from the shape of a text alone: few characters, none of those that a mark is made of. */
export const isPersonalText = (value: unknown): value is string => typeof value === 'string' && WHOLE_TEXT.test(value);
/** A reference that stands for a person: a UUID that nobody can guess, in lower case. */
export const isPersonReference = (value: unknown): value is string => typeof value === 'string' && WHOLE_UUID.test(value);

/** The mark as whoever records writes it, and as those who may read it get it back. */
export const personMark = (person: string, text: string): string => `{{person:${person}|${text}}}`;
export const sealedMark = (person: string, sealed: string): string => `{{person:${person}:${sealed}}}`;

/** True when there is a mark in a text. Quick: nearly no text has one. */
export const hasMark = (text: string): boolean => text.includes(PERSON_MARK);

/** Puts something in the place of each mark of a text. */
export function replaceMarks(text: string, put: (mark: PersonalMark) => string): string {
  if (!hasMark(text)) return text;
  return text.replaceAll(MARK, (_, person: string, open: string | undefined, sealed: string | undefined) =>
    put({ person, ...(open !== undefined && { text: open }), ...(sealed !== undefined && { sealed }) }),
  );
}

/** The marks of every text of a JSON value, in order. */
export function marksIn(value: unknown): PersonalMark[] {
  const marks: PersonalMark[] = [];
  eachText(value, (text) => replaceMarks(text, (mark) => (marks.push(mark), '')));
  return marks;
}

/** A rebuild looks through every event: where a text stands is not worked out for it. */
function eachText(value: unknown, told: (text: string) => void): void {
  if (typeof value === 'string') told(value);
  else if (Array.isArray(value)) for (const item of value) eachText(item, told);
  else if (typeof value === 'object' && value !== null) for (const key in value) eachText((value as Record<string, unknown>)[key], told);
}

/** The persons of whom a JSON value says something, each once. */
export function personsIn(value: unknown): string[] {
  const marks = marksIn(value);
  return marks.length === 0 ? [] : [...new Set(marks.map(({ person }) => person))];
}

/**
 * The same JSON value with each of its texts put through `map`, which is told where it stands (JSON pointer, RFC 6901). What does not change is
 * the same object as before.
 */
export function mapTexts(value: unknown, map: (text: string, path: string) => string, path = ''): unknown {
  if (typeof value === 'string') return map(value, path);
  if (Array.isArray(value)) {
    const items = value as readonly unknown[];
    const mapped = items.map((item, index) => mapTexts(item, map, `${path}/${index}`));
    return mapped.some((item, index) => item !== items[index]) ? mapped : value;
  }
  if (value === null || typeof value !== 'object') return value;
  let changed: Record<string, unknown> | undefined;
  for (const [key, item] of Object.entries(value)) {
    const mapped = mapTexts(item, map, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    if (mapped !== item) (changed ??= { ...(value as Record<string, unknown>) })[key] = mapped;
  }
  return changed ?? value;
}

/**
 * Refuses what was meant as a mark and is none, or is sealed already: recorded, it would keep in clear what its author believed erasable, or speak of
 * somebody with another's words.
 * @throws {Refusal}
 */
export function checkMarks(value: unknown): void {
  mapTexts(value, (text, path) => {
    if (!MEANT.test(text)) return text;
    const rest = replaceMarks(text, ({ sealed }) => {
      if (sealed !== undefined) throw refusal('PERSON_MARK_SEALED', { field: path.slice(1) });
      return '';
    });
    if (MEANT.test(rest)) throw refusal('PERSON_MARK_MALFORMED', { field: path.slice(1) });
    return text;
  });
}
