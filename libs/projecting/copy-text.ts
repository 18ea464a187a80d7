import type { EntityMetadata } from 'typeorm';

/** The part of a row that is the same for every row of an event, whatever the table: see `FactRow`. */
export interface KnownPart {
  readonly eventId: string;
  readonly recordedFrom: string;
  readonly recordedTo: string | null;
  readonly visibleFrom: string | null;
  readonly revealedBy: string | null;
  readonly streamId: string;
}

type Column = EntityMetadata['columns'][number];

// What the text of these types never holds needs no looking for.
const PLAIN = new Set(['uuid', 'int', 'bigint', 'date', 'timestamptz', 'boolean']);
const KNOWN = ['eventId', 'ordinal', 'recordedFrom', 'recordedTo', 'visibleFrom', 'revealedBy', 'streamId'];

/** The columns in the order of a line: what is known of the event first, then the projection's own. */
export function columnsInOrder(entity: EntityMetadata): readonly Column[] {
  const known = KNOWN.map((property) => entity.columns.find(({ propertyName }) => propertyName === property)!);
  return [...known, ...entity.columns.filter(({ propertyName }) => !KNOWN.includes(propertyName))];
}

/** The columns of `knownText`, after the event and the ordinal. Made once for an event, and used in each of its rows. */
export function knownText({ recordedFrom, recordedTo, visibleFrom, revealedBy, streamId }: KnownPart): string {
  return `\t${recordedFrom}\t${recordedTo ?? '\\N'}\t${visibleFrom ?? '\\N'}\t${revealedBy === null ? '\\N' : escaped(revealedBy)}\t${escaped(streamId)}`;
}

/** Writes a row's own columns as the end of a line of COPY's text format. Each column's way is chosen once, here. */
export function ownTextOf(entity: EntityMetadata): (row: object) => string {
  const own = columnsInOrder(entity).slice(KNOWN.length);
  const properties = own.map(({ propertyName }) => propertyName);
  const plain = own.map(({ type, isArray }) => !isArray && PLAIN.has(String(type)));
  return (row) => {
    let text = '';
    for (let index = 0; index < properties.length; index++) {
      const value = (row as Record<string, unknown>)[properties[index]!];
      if (value === null || value === undefined) text += '\t\\N';
      else if (typeof value === 'string') text += plain[index] ? `\t${value}` : `\t${escaped(value)}`;
      else if (Array.isArray(value)) text += value.length === 0 ? '\t{}' : `\t${escaped(arrayLiteral(value))}`;
      else text += `\t${String(value)}`;
    }
    return `${text}\n`;
  };
}

const arrayLiteral = (items: readonly unknown[]): string =>
  `{${items.map((item) => `"${String(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Texts up to this length are looked through faster one by one than by an expression. */
const SHORT = 32;

function escaped(text: string): string {
  return (text.length <= SHORT ? hasSpecial(text) : SPECIAL.test(text))
    ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character]!)
    : text;
}

function hasSpecial(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 92 || (code <= 13 && code >= 9 && (code < 11 || code === 13))) return true;
  }
  return false;
}
