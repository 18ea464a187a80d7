import { writeCsv } from './writers/csv.js';
import { writeGeoJson, writeJson } from './writers/json.js';
import { writeParquet } from './writers/parquet.js';
import type { Write } from './writers/write.js';
import { writeXlsx } from './writers/xlsx/xlsx.js';

export const FORMATS = ['json', 'csv', 'xlsx', 'geojson', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];

interface Definition {
  /** The first is what we answer; all are understood in Accept. */
  readonly mediaTypes: readonly [string, ...string[]];
  /** Of the answer, with its parameters. */
  readonly contentType: string;
  /** A browser saves what it cannot show. */
  readonly disposition: 'attachment' | 'inline';
  readonly write: Write;
}

const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PARQUET = 'application/vnd.apache.parquet';

export const formats: Readonly<Record<Format, Definition>> = {
  json: {
    mediaTypes: ['application/json'],
    contentType: 'application/json; charset=utf-8',
    disposition: 'inline',
    write: writeJson,
  },
  csv: {
    mediaTypes: ['text/csv'],
    contentType: 'text/csv; charset=utf-8; header=present',
    disposition: 'attachment',
    write: writeCsv,
  },
  xlsx: { mediaTypes: [EXCEL], contentType: EXCEL, disposition: 'attachment', write: writeXlsx },
  geojson: {
    mediaTypes: ['application/geo+json', 'application/vnd.geo+json'],
    contentType: 'application/geo+json',
    disposition: 'inline',
    write: writeGeoJson,
  },
  parquet: {
    mediaTypes: [PARQUET, 'application/parquet', 'application/x-parquet'],
    contentType: PARQUET,
    disposition: 'attachment',
    write: writeParquet,
  },
};
