import { readXlsx, type CellValue } from 'hucre/xlsx';
import { problem, type ImportProblem, type Place } from '../problem.js';
import type { Tell } from './format.js';

/** Machine headers stand below a few lines of titles. */
const MOST_TITLE_ROWS = 20;

export class Workbook {
  constructor(
    readonly file: string,
    readonly sheets: readonly Sheet[],
    /** When its program last wrote it, `YYYY-MM-DD`; absent when it does not say. */
    readonly modified: string | undefined,
  ) {}

  sheet(found: (sheet: Sheet) => boolean): Sheet | undefined {
    return this.sheets.find(found);
  }
}

/** Opens an XLSX file: dates in either calendar, texts as they are, codes kept as text where they are text. */
export async function openWorkbook(content: Uint8Array, file: string): Promise<Workbook | ImportProblem> {
  try {
    const { sheets, properties } = await readXlsx(content);
    const modified = properties?.modified?.toISOString().slice(0, 10);
    return new Workbook(
      file,
      sheets.map(({ name, rows }) => new Sheet(file, name, rows)),
      modified,
    );
  } catch (error) {
    // The library tells what in the archive it could not read; whoever sent the file can only send it again.
    return problem('WORKBOOK_UNREADABLE', { file, line: 1, column: 1, path: '' }, { error: (error as Error).message });
  }
}

export class Sheet {
  constructor(
    readonly file: string,
    readonly name: string,
    readonly rows: readonly (readonly CellValue[])[],
  ) {}

  /** Row and column count from 0. */
  place(row: number, column: number): Place {
    return { file: this.file, line: row + 1, column: column + 1, path: `${this.name}!${letters(column)}${row + 1}` };
  }

  /** The texts above the header and in the notes, for the dates and titles they hold. */
  titles(): string[] {
    const cells = this.rows.slice(0, MOST_TITLE_ROWS).flatMap((row) => [...row]);
    return cells.filter((cell): cell is string => typeof cell === 'string').map((text) => text.trim());
  }

  /** The row, counted from 0, that begins a table: the one that holds this name. -1 when there is none. */
  headerRow(name: string): number {
    return this.rows.slice(0, MOST_TITLE_ROWS).findIndex((row) => row.includes(name));
  }
}

/** The rows under a machine header, by the names of its columns. */
export class Table {
  readonly columns: ReadonlyMap<string, number>;

  private constructor(
    readonly sheet: Sheet,
    private readonly header: number,
    readonly tell: Tell,
  ) {
    this.columns = new Map(sheet.rows[header]!.flatMap((name, index) => (typeof name === 'string' ? [[name.trim(), index]] : [])));
  }

  /** The table whose header names these columns; undefined when it does not: it is then told which are missing. */
  static of(sheet: Sheet, required: readonly string[], tell: Tell): Table | undefined {
    const header = sheet.headerRow(required[0]!);
    const names = new Set(sheet.rows[header]?.map((name) => (typeof name === 'string' ? name.trim() : '')));
    const missing = required.filter((name) => !names.has(name));
    if (missing.length === 0) return new Table(sheet, header, tell);
    tell(problem('COLUMNS_MISSING', sheet.place(Math.max(0, header), 0), { sheet: sheet.name, columns: missing }));
    return undefined;
  }

  *rows(): Generator<Row> {
    for (let index = this.header + 1; index < this.sheet.rows.length; index++) {
      const cells = this.sheet.rows[index]!;
      if (cells.some((cell) => cell !== null && cell !== '')) yield new Row(this, index, cells);
    }
  }
}

export class Row {
  constructor(
    private readonly table: Table,
    private readonly index: number,
    private readonly cells: readonly CellValue[],
  ) {}

  value(column: string): CellValue {
    return this.cells[this.table.columns.get(column) ?? -1] ?? null;
  }

  /** The text of a cell, its spaces and line breaks made single; undefined when it is empty. A number is told: it may have been a code. */
  text(column: string): string | undefined {
    const value = this.value(column);
    if (value === null) return undefined;
    if (typeof value === 'string') return value.replace(/\s+/g, ' ').trim() || undefined;
    this.tell('CELL_NOT_TEXT', column, {});
    return undefined;
  }

  /** The number in a cell; undefined when it is empty. Text is told, even when it looks like a number. */
  number(column: string): number | undefined {
    const value = this.value(column);
    if (value === null || value === '') return undefined;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    this.tell('CELL_NOT_NUMBER', column, {});
    return undefined;
  }

  place(column: string): Place {
    return this.table.sheet.place(this.index, Math.max(0, this.table.columns.get(column) ?? 0));
  }

  tell<Code extends Parameters<typeof problem>[0]>(code: Code, column: string, facts: Parameters<typeof problem<Code>>[2]): void {
    this.table.tell(problem(code, this.place(column), facts, this.value(column) ?? undefined));
  }
}

/** `A` for 0, `AA` for 26. */
function letters(column: number): string {
  const rest = column % 26;
  return `${column < 26 ? '' : letters(Math.floor(column / 26) - 1)}${String.fromCharCode(65 + rest)}`;
}
