import type { EntityMetadata } from 'typeorm';
import {
  arrayField,
  booleanField,
  boxField,
  dateField,
  fieldCount,
  instantField,
  intField,
  isAscii,
  lengthOf,
  NotOfItsType,
  NULL,
  numericField,
  textField,
  uuidField,
} from './copy-binary.js';

/** The part of a row that is the same for every row of an event, whatever the table: see `FactRow`. */
export interface KnownPart {
  readonly eventId: string;
  readonly recordedFrom: string;
  readonly recordedTo: string | null;
  readonly visibleFrom: string | null;
  readonly revealedBy: string | null;
  readonly streamId: string;
}

/** A known part as bytes, before and after the number of its row. Made once for an event, and used in each of its rows. */
export interface KnownBytes {
  readonly event: string;
  readonly rest: string;
}

/** Bytes that go to COPY at once. */
export const CHUNK = 262_144;

const EMPTY = Buffer.alloc(0);

/** Rows on their way to one table. Those since the last `keep` can still be undone. */
export class CopyBytes {
  private buffer: Buffer = EMPTY;
  private length = 0;
  private kept = 0;
  private full: Buffer[] = [];

  /** Adds a text of bytes. */
  add(bytes: string): void {
    this.makeRoom(bytes.length);
    this.length += this.buffer.write(bytes, this.length, 'latin1');
  }

  /** Adds a field with any text. */
  addText(text: string): void {
    // A character takes three bytes at the most, or four for the two that make one.
    this.makeRoom(4 + text.length * 3);
    const written = this.buffer.write(text, this.length + 4);
    this.buffer.writeInt32BE(written, this.length);
    this.length += 4 + written;
  }

  /** @returns how many bytes it keeps more than before */
  keep(): number {
    const more = this.length - this.kept;
    this.kept = this.length;
    return more;
  }

  undo(): void {
    this.length = this.kept;
  }

  /** What is kept, in the order it came. */
  take(): Buffer[] {
    this.handOver(0);
    const { full } = this;
    this.full = [];
    return full;
  }

  private makeRoom(bytes: number): void {
    if (this.buffer.length - this.length < bytes) this.handOver(bytes);
  }

  private handOver(room: number): void {
    const open = this.buffer.subarray(this.kept, this.length);
    if (this.kept > 0) this.full.push(this.buffer.subarray(0, this.kept));
    this.length = open.length;
    this.kept = 0;
    if (room === 0 && open.length === 0) {
      this.buffer = EMPTY;
      return;
    }
    this.buffer = Buffer.allocUnsafeSlow(Math.max(CHUNK, open.length + room));
    open.copy(this.buffer);
  }
}

type Column = EntityMetadata['columns'][number];
type FieldOf = (value: never) => string;

const KNOWN = ['eventId', 'ordinal', 'recordedFrom', 'recordedTo', 'visibleFrom', 'revealedBy', 'streamId'];

/** The columns in the order of a row: what is known of the event first, then the projection's own. */
export function columnsInOrder(entity: EntityMetadata): readonly Column[] {
  const known = KNOWN.map((property) => entity.columns.find(({ propertyName }) => propertyName === property)!);
  return [...known, ...entity.columns.filter(({ propertyName }) => !KNOWN.includes(propertyName))];
}

/** @throws {NotOfItsType} */
export function knownBytes({ eventId, recordedFrom, recordedTo, visibleFrom, revealedBy, streamId }: KnownPart): KnownBytes {
  const instant = (value: string | null) => (value === null ? NULL : instantField(value));
  const rest = instantField(recordedFrom) + instant(recordedTo) + instant(visibleFrom);
  return { event: uuidField(eventId), rest: rest + (revealedBy === null ? NULL : textField(revealedBy)) + textField(streamId) };
}

/** Writes a row: what is known of its event, its number, and its own columns. Each column's way is chosen once, here. */
export function rowWriterOf(entity: EntityMetadata): (into: CopyBytes, known: KnownBytes, ordinal: number, row: object) => void {
  const columns = columnsInOrder(entity);
  const count = fieldCount(columns.length);
  const own = columns.slice(KNOWN.length).map((column) => ({
    property: column.propertyName,
    name: column.databaseName,
    field: fieldOf(column),
    isText: column.type === 'text' && !column.isArray,
  }));
  return (into, { event, rest }, ordinal, row) => {
    let bytes = count + event + intField(ordinal) + rest;
    for (const { property, name, field, isText } of own) {
      const value = (row as Record<string, unknown>)[property];
      if (value === null || value === undefined) bytes += NULL;
      else if (isText) {
        const text = typeof value === 'string' ? value : String(value);
        if (isAscii(text)) bytes += lengthOf(text.length) + text;
        else {
          into.add(bytes);
          into.addText(text);
          bytes = '';
        }
      } else bytes += encoded(field, value, name);
    }
    into.add(bytes);
  };
}

function encoded(field: FieldOf, value: unknown, name: string): string {
  try {
    return field(value as never);
  } catch (error) {
    if (error instanceof NotOfItsType) error.message = `column ${name}: ${error.message}`;
    throw error;
  }
}

const FIELDS: Readonly<Record<string, FieldOf>> = {
  text: textField,
  uuid: uuidField,
  int: intField,
  numeric: numericField,
  date: dateField,
  timestamptz: instantField,
  boolean: booleanField,
  box: boxField,
};
/** The types that arrays are made of, by PostgreSQL's own numbers. */
const ELEMENTS: Readonly<Record<string, number>> = { text: 25, uuid: 2950 };

function fieldOf({ type, isArray, databaseName, entityMetadata }: Column): FieldOf {
  const field = FIELDS[String(type)];
  const element = ELEMENTS[String(type)];
  if (!field || (isArray && element === undefined))
    throw new Error(`${entityMetadata.tableName}.${databaseName}: rows of type ${String(type)}${isArray ? '[]' : ''} cannot be written`);
  return isArray ? (items: never) => arrayField(items, element!, field) : field;
}
