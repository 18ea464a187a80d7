export { FORMATS, formats, type Format } from './formats.js';
export { disposition } from './http/disposition.js';
export { checkForFormat, formatOf, formatParameters } from './http/format.js';
export { sendTable, type Sending } from './http/send-table.js';
export { CellError, checkColumns } from './table/cells.js';
export { rightHanded, type Geometry } from '@app/kernel';
export * from './table/table.js';
export { DIALECTS, type Dialect } from './writers/csv.js';
export type { Write, WriteOptions } from './writers/write.js';
