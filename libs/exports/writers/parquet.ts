import { ByteWriter, geojsonToWkb, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { cellOf, epochDay, epochMicroseconds } from '../table/cells.js';
import { rightHanded } from '@app/kernel';
import { placeOf, type Column, type ColumnType, type Row, type Table } from '../table/table.js';
import { describe } from './describe.js';
import type { WriteOptions } from './write.js';

/** Lines that are held at once, and encoded together. */
const GROUP = 5_000;

/**
 * Parquet, in groups of lines, compressed with Snappy. Identifiers are strings, whole numbers INT64, instants TIMESTAMP in microseconds of UTC;
 * places follow GeoParquet 1.1. What the table says of itself lies under the key `palimpseste` of the file's metadata.
 */
export async function* writeParquet(table: Table, { language }: WriteOptions): AsyncGenerator<Uint8Array> {
  const { columns, geometry } = table;
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaOf(table),
    kvMetadata: [{ key: 'palimpseste', value: JSON.stringify(describe(table, language)) }, ...(geometry ? [geoMetadata(geometry)] : [])],
    createdBy: 'palimpseste',
  });
  const names = [...columns.map(({ key }) => key), ...(geometry ? [geometry] : [])];
  const group: unknown[][] = names.map(() => []);
  const write = () => {
    void writer.write({ columnData: names.map((name, index) => ({ name, data: group[index]! })), rowGroupSize: GROUP });
    for (const data of group) data.length = 0;
    return taken(bytes);
  };
  let number = 0;
  for await (const row of table.rows) {
    number += 1;
    columns.forEach((column, index) => group[index]!.push(stored(column, row, number)));
    if (geometry) group[columns.length]!.push(inWkb(table, row));
    if (group[0]!.length === GROUP) yield write();
  }
  if (group[0]!.length > 0) yield write();
  void writer.finish();
  yield taken(bytes);
}

/** What was written since the last time. Offsets in the file go on. */
function taken(bytes: ByteWriter): Uint8Array {
  const written = bytes.getBytes().slice();
  bytes.index = 0;
  return written;
}

const primitives: Readonly<Record<ColumnType, Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  identifier: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  integer: { type: 'INT64' },
  decimal: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
  instant: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MICROS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
  },
  json: { type: 'BYTE_ARRAY', converted_type: 'JSON', logical_type: { type: 'JSON' } },
};

function schemaOf({ columns, geometry }: Table): SchemaElement[] {
  const elements = columns.map(({ key, type }): SchemaElement => ({ name: key, repetition_type: 'OPTIONAL', ...primitives[type] }));
  if (geometry) elements.push({ name: geometry, repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY' });
  return [{ name: 'table', num_children: elements.length }, ...elements];
}

function stored(column: Column, row: Row, number: number): unknown {
  const value = cellOf(row, column, number);
  if (value === null) return null;
  switch (column.type) {
    case 'integer':
      return BigInt(value as number);
    case 'date':
      return epochDay(value as string);
    case 'instant':
      return epochMicroseconds(value as string);
    default:
      return value;
  }
}

function inWkb(table: Table, row: Row): Uint8Array | null {
  const place = placeOf(table, row);
  return place && geojsonToWkb(rightHanded(place) as never);
}

/** https://geoparquet.org/releases/v1.1.0/: without a reference system, longitude and latitude of WGS 84. */
const geoMetadata = (geometry: string) => ({
  key: 'geo',
  value: JSON.stringify({
    version: '1.1.0',
    primary_column: geometry,
    columns: { [geometry]: { encoding: 'WKB', geometry_types: [], orientation: 'counterclockwise' } },
  }),
});
