import type { Language } from '@app/http';
import type { Table } from '../table/table.js';
import type { Dialect } from './csv.js';

export interface WriteOptions {
  /** Of the labels that people read. */
  readonly language: Language;
  /** Of CSV; `standard` unless said. */
  readonly dialect?: Dialect;
}

/**
 * Writes a table, a piece at a time: a table of any length takes little memory. The same rows always give the same bytes.
 * Errors of the rows rise from the iteration; leaving it ends the rows.
 */
export type Write = (table: Table, options: WriteOptions) => AsyncGenerator<Uint8Array>;
