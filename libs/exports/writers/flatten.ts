import { rightHanded } from '@app/kernel';
import { placeOf, type Column, type Row, type Table } from '../table/table.js';

/** For formats of cells alone: the place of each line becomes a last column, of GeoJSON. */
export function flatten(table: Table): Table {
  const { geometry, ...flat } = table;
  if (geometry === undefined) return table;
  const column: Column = { key: geometry, label: { fr: 'Géométrie (GeoJSON)', en: 'Geometry (GeoJSON)' }, type: 'json' };
  return { ...flat, columns: [...table.columns, column], rows: placed(table, geometry) };
}

async function* placed(table: Table, geometry: string): AsyncGenerator<Row> {
  for await (const row of table.rows) {
    const place = placeOf(table, row);
    yield { ...row, [geometry]: place && rightHanded(place) };
  }
}
