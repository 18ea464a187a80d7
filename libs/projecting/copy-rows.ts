import type { EntityMetadata } from 'typeorm';
import {
  NotOfItsType,
  writeArray,
  writeBoolean,
  writeBox,
  writeDate,
  writeInstant,
  writeInt,
  writeNumeric,
  writeText,
  writeUuid,
  type WriteField,
} from './copy-binary.js';
import { CopyBytes } from './copy-bytes.js';

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
  readonly event: Uint8Array;
  readonly rest: Uint8Array;
}

type Column = EntityMetadata['columns'][number];

const KNOWN = ['eventId', 'ordinal', 'recordedFrom', 'recordedTo', 'visibleFrom', 'revealedBy', 'streamId'];

/** The columns in the order of a row: what is known of the event first, then the projection's own. A row made of others is of no event. */
export function columnsInOrder(entity: EntityMetadata): readonly Column[] {
  if (!isOfEvent(entity)) return entity.columns;
  const known = KNOWN.map((property) => entity.columns.find(({ propertyName }) => propertyName === property)!);
  return [...known, ...entity.columns.filter(({ propertyName }) => !KNOWN.includes(propertyName))];
}

const isOfEvent = ({ columns }: EntityMetadata): boolean => columns.some(({ propertyName }) => propertyName === 'eventId');

const scratch = new CopyBytes();

/** @throws {NotOfItsType} */
export function knownBytes({ eventId, recordedFrom, recordedTo, visibleFrom, revealedBy, streamId }: KnownPart): KnownBytes {
  scratch.undo();
  writeUuid(scratch, eventId);
  const event = scratch.copy();
  writeInstant(scratch, recordedFrom);
  for (const instant of [recordedTo, visibleFrom]) {
    if (instant === null) scratch.null();
    else writeInstant(scratch, instant);
  }
  if (revealedBy === null) scratch.null();
  else scratch.text(revealedBy);
  scratch.text(streamId);
  return { event, rest: scratch.copy() };
}

/** Writes a row: what is known of its event, its number, and its own columns. */
export function rowWriterOf(entity: EntityMetadata): (into: CopyBytes, known: KnownBytes, ordinal: number, row: object) => void {
  const columns = columnsInOrder(entity);
  const write = columnsWriterOf(columns.slice(KNOWN.length));
  return (into, { event, rest }, ordinal, row) => {
    into.int16(columns.length);
    into.bytes(event);
    writeInt(into, ordinal);
    into.bytes(rest);
    write(into, row);
  };
}

/** Writes a row that is of no event. */
export function derivedWriterOf(entity: EntityMetadata): (into: CopyBytes, row: object) => void {
  const columns = columnsInOrder(entity);
  const write = columnsWriterOf(columns);
  return (into, row) => {
    into.int16(columns.length);
    write(into, row);
  };
}

/** Each column's way is chosen once, here. */
function columnsWriterOf(columns: readonly Column[]): (into: CopyBytes, row: object) => void {
  const own = columns.map((column) => ({ property: column.propertyName, name: column.databaseName, write: writerOf(column) }));
  return (into, row) => {
    let index = 0;
    try {
      for (; index < own.length; index++) {
        const { property, write } = own[index]!;
        const value = (row as Record<string, unknown>)[property];
        if (value === null || value === undefined) into.null();
        else write(into, value);
      }
    } catch (error) {
      if (error instanceof NotOfItsType) error.message = `column ${own[index]!.name}: ${error.message}`;
      throw error;
    }
  };
}

const WRITERS: Readonly<Record<string, WriteField>> = {
  text: writeText,
  uuid: writeUuid,
  int: writeInt,
  numeric: writeNumeric,
  date: writeDate,
  timestamptz: writeInstant,
  boolean: writeBoolean,
  box: writeBox,
};
/** The types that arrays are made of, by PostgreSQL's own numbers. */
const ELEMENTS: Readonly<Record<string, number>> = { text: 25, uuid: 2950 };

function writerOf({ type, isArray, databaseName, entityMetadata }: Column): WriteField {
  const write = WRITERS[String(type)];
  const element = ELEMENTS[String(type)];
  if (!write || (isArray && element === undefined))
    throw new Error(`${entityMetadata.tableName}.${databaseName}: rows of type ${String(type)}${isArray ? '[]' : ''} cannot be written`);
  return isArray ? (into, items) => writeArray(into, items as readonly unknown[], element!, write) : write;
}
