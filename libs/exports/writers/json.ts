import { cellOf } from '../table/cells.js';
import { rightHanded } from '@app/kernel';
import { placeOf, type Column, type Row, type Table } from '../table/table.js';
import { Chunk } from './chunk.js';
import { describe } from './describe.js';
import type { WriteOptions } from './write.js';

/** `{ metadata, columns, rows }`, one line of text for each row: an object by column key. */
export async function* writeJson(table: Table, { language }: WriteOptions): AsyncGenerator<Uint8Array> {
  const { metadata, columns } = describe(table, language);
  const start = `{"metadata":${JSON.stringify(metadata)},\n"columns":${JSON.stringify(columns)},\n"rows":[`;
  yield* lines(table, start, (row, number) => {
    const place = table.geometry ? { [table.geometry]: placed(table, row) } : {};
    return JSON.stringify({ ...valuesOf(table.columns, row, number), ...place });
  });
}

/** A FeatureCollection (RFC 7946). The metadata and the columns are foreign members, which readers pass over. */
export async function* writeGeoJson(table: Table, { language }: WriteOptions): AsyncGenerator<Uint8Array> {
  const { metadata, columns } = describe(table, language);
  const start = `{"type":"FeatureCollection",\n"metadata":${JSON.stringify(metadata)},\n"columns":${JSON.stringify(columns)},\n"features":[`;
  yield* lines(table, start, (row, number) => {
    const properties = valuesOf(table.columns, row, number);
    const id = table.identifiedBy === undefined ? undefined : (properties[table.identifiedBy] ?? undefined);
    return JSON.stringify({ type: 'Feature', id, geometry: placed(table, row), properties });
  });
}

async function* lines(table: Table, start: string, lineOf: (row: Row, number: number) => string): AsyncGenerator<Uint8Array> {
  const chunk = new Chunk(start);
  let number = 0;
  for await (const row of table.rows) {
    number += 1;
    chunk.add(`${number === 1 ? '\n' : ',\n'}${lineOf(row, number)}`);
    if (chunk.isFull) yield chunk.take();
  }
  chunk.add('\n]}\n');
  yield chunk.take();
}

function valuesOf(columns: readonly Column[], row: Row, number: number): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const column of columns) values[column.key] = cellOf(row, column, number);
  return values;
}

function placed(table: Table, row: Row) {
  const place = placeOf(table, row);
  return place && rightHanded(place);
}
