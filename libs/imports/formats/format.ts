import type { DataFile } from '../header.js';
import type { ImportProblem, Place } from '../problem.js';
import type { Workbook } from './workbook.js';

/** A file that somebody else's program wrote, opened: a workbook, or a JSON value. */
export type Opened = OpenedWorkbook | OpenedJson;

export interface OpenedWorkbook {
  readonly file: string;
  readonly workbook: Workbook;
}

export interface OpenedJson {
  readonly file: string;
  readonly value: unknown;
  /** Where a part of the value was written; slow, for what is wrong. */
  readonly placeOf: (path: string) => Place;
}

export interface ForeignOptions {
  /** Which publication the file is, when the file itself does not say or says it wrongly. */
  readonly vintage?: string;
  /** True when nothing was recorded of a subject and none of the files read before tells of it; from then on, this one does. */
  readonly firstToTell: (streamId: string) => Promise<boolean>;
}

/** A kind of file that others publish, told as the entries of a data file. */
export interface ForeignFormat {
  /** As `--format` names it. */
  readonly name: string;
  /** True when the file shows what this format is known by. */
  recognises(opened: Opened): boolean;
  /** What the file says, with everything that is wrong or left out. Never throws for what it holds. */
  read(opened: Opened, options: ForeignOptions): Promise<DataFile> | DataFile;
}

export type Tell = (found: ImportProblem) => void;
