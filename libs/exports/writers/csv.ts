import { cellOf } from '../table/cells.js';
import { headingOf, type ColumnType, type Table } from '../table/table.js';
import { Chunk } from './chunk.js';
import { flatten } from './flatten.js';
import { plainNumber } from './numbers.js';
import type { WriteOptions } from './write.js';

/** `standard` is RFC 4180, for programs; `fr` is what Excel in French opens on a double click. */
export const DIALECTS = ['standard', 'fr'] as const;
export type Dialect = (typeof DIALECTS)[number];

interface Form {
  readonly start: string;
  readonly separator: string;
  readonly quoted: RegExp;
  readonly number: (value: number) => string;
  readonly boolean: readonly [yes: string, no: string];
}

const forms: Readonly<Record<Dialect, Form>> = {
  standard: { start: '', separator: ',', quoted: /[",\r\n]/, number: plainNumber, boolean: ['true', 'false'] },
  fr: {
    // Without the mark, Excel reads UTF-8 as Windows-1252.
    start: '\ufeff',
    separator: ';',
    quoted: /[";\r\n]/,
    number: (value) => plainNumber(value).replace('.', ','),
    boolean: ['VRAI', 'FAUX'],
  },
};

const END = '\r\n';

/**
 * Comma-separated values. Names of the schema as headings, people's labels in the French dialect. An empty text is `""`, nothing is nothing.
 * It has no room for a licence: the answer's `Link` header says it.
 */
export async function* writeCsv(table: Table, { language, dialect = 'standard' }: WriteOptions): AsyncGenerator<Uint8Array> {
  const form = forms[dialect];
  const { columns, rows } = flatten(table);
  const texts = columns.map(({ type }) => textOf(type, form));
  const chunk = new Chunk(form.start);
  chunk.add(columns.map((column) => inText(dialect === 'fr' ? headingOf(column, language) : column.key, form)).join(form.separator) + END);
  let number = 0;
  for await (const row of rows) {
    number += 1;
    let line = '';
    for (let index = 0; index < columns.length; index++) {
      const value = cellOf(row, columns[index]!, number);
      line += (index === 0 ? '' : form.separator) + (value === null ? '' : texts[index]!(value));
    }
    // A line of nothing would be taken for no line.
    chunk.add((line || '""') + END);
    if (chunk.isFull) yield chunk.take();
  }
  yield chunk.take();
}

function textOf(type: ColumnType, form: Form): (value: unknown) => string {
  switch (type) {
    case 'integer':
    case 'decimal':
      return (value) => form.number(value as number);
    case 'boolean':
      return (value) => form.boolean[value ? 0 : 1];
    case 'json':
      return (value) => quoted(JSON.stringify(value), form);
    case 'date':
    case 'instant':
      return (value) => value as string;
    case 'text':
    case 'identifier':
      return (value) => inText(value as string, form);
  }
}

// What spreadsheets take for a formula, its full-width twins included (OWASP, CSV injection).
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

const inText = (text: string, form: Form): string => (text === '' ? '""' : quoted(FORMULA.test(text) ? `'${text}` : text, form));

const quoted = (text: string, { quoted }: Form): string => (quoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
