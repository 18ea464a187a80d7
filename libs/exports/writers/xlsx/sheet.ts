import type { Language } from '@app/http';
import { cellOf, epochDay } from '../../table/cells.js';
import { headingOf, type ColumnType, type Table } from '../../table/table.js';
import { Chunk } from '../chunk.js';
import { STYLES } from './parts.js';
import { inXml } from './text.js';

/** Lines of a sheet under its headings: what Excel holds. */
export const MOST_LINES = 1_048_575;

/** More lines than a sheet holds. */
export class SheetFull extends Error {
  constructor() {
    super(`a sheet holds ${MOST_LINES} lines: give this table as CSV or Parquet`);
    this.name = 'SheetFull';
  }
}

const START = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`;
const FROZEN = `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
const WIDTHS: Readonly<Record<ColumnType, number>> = {
  text: 32,
  identifier: 20,
  integer: 14,
  decimal: 14,
  boolean: 10,
  date: 12,
  instant: 20,
  json: 40,
};

/** The sheet of the lines: headings that stay in sight and filter, then every line. `onLine` is told their number as they are written. */
export async function* dataSheet(
  { columns, rows }: Pick<Table, 'columns' | 'rows'>,
  language: Language,
  onLine: (count: number) => void,
): AsyncGenerator<Buffer> {
  const names = columns.map((_, index) => columnName(index));
  const writers = columns.map(({ type }) => cellWriters[type]);
  const chunk = new Chunk(`${START}${FROZEN}${widths(columns.map(({ type }) => WIDTHS[type]))}<sheetData>`);
  chunk.add(
    headings(columns.map((column) => (column.type === 'instant' ? `${headingOf(column, language)} (UTC)` : headingOf(column, language)))),
  );
  let number = 0;
  for await (const row of rows) {
    number += 1;
    if (number > MOST_LINES) throw new SheetFull();
    onLine(number);
    const line = number + 1;
    let cells = '';
    for (let index = 0; index < columns.length; index++) {
      const value = cellOf(row, columns[index]!, number);
      if (value !== null) cells += writers[index]!(`${names[index]}${line}`, value);
    }
    chunk.add(`<row r="${line}">${cells}</row>`);
    if (chunk.isFull) yield chunk.take();
  }
  chunk.add(`</sheetData><autoFilter ref="${filtered(columns.length, number)}"/></worksheet>`);
  yield chunk.take();
}

/** A sheet of texts, with its first line as headings when there are any. */
export function textSheet(lines: readonly (readonly string[])[]): string {
  const rows = lines.map(
    (texts, line) => `<row r="${line + 1}">${texts.map((text, index) => textCell(`${columnName(index)}${line + 1}`, text)).join('')}</row>`,
  );
  return `${START}${widths([28, 60, 16, 12])}<sheetData>${rows.join('')}</sheetData></worksheet>`;
}

/** The range that the headings filter: `A1:F12`. */
export const filtered = (columns: number, lines: number): string => `A1:${columnName(columns - 1)}${lines + 1}`;

const headings = (texts: readonly string[]): string =>
  `<row r="1">${texts.map((text, index) => inline(`${columnName(index)}1`, STYLES.heading, text)).join('')}</row>`;

const widths = (characters: readonly number[]): string =>
  `<cols>${characters.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`;

const inline = (at: string, style: number, text: string): string =>
  `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${inXml(text)}</t></is></c>`;

// The text format keeps what is typed over a cell text too: an identifier stays one, "=" begins no formula.
const textCell = (at: string, text: string): string => inline(at, STYLES.text, text);

const numberCell = (at: string, style: number, value: number): string => `<c r="${at}" s="${style}"><v>${value}</v></c>`;

const cellWriters: Readonly<Record<ColumnType, (at: string, value: unknown) => string>> = {
  text: (at, value) => textCell(at, value as string),
  identifier: (at, value) => textCell(at, value as string),
  json: (at, value) => textCell(at, JSON.stringify(value)),
  integer: (at, value) => numberCell(at, STYLES.integer, value as number),
  decimal: (at, value) => numberCell(at, STYLES.decimal, value as number),
  boolean: (at, value) => `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`,
  date: (at, value) => moment(at, STYLES.date, value as string, epochDay(value as string)),
  instant: (at, value) => moment(at, STYLES.instant, value as string, Date.parse(value as string) / 86_400_000),
};

const EXCEL_EPOCH = 25_569;
/** 1 March 1900: before it, Excel counts a day that was not. */
const FIRST_RIGHT = 61;

function moment(at: string, style: number, text: string, days: number): string {
  const serial = days + EXCEL_EPOCH;
  return serial < FIRST_RIGHT ? textCell(at, text) : numberCell(at, style, serial);
}

/** `A` for 0, `AA` for 26. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
