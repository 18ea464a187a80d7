import type { EventStore } from '@app/event-store';
import { parseDataFile } from './data-file.js';
import { MAX_FILE_BYTES } from './decode.js';
import { foreignFormats } from './formats/index.js';
import type { ForeignFormat, Opened } from './formats/format.js';
import { openJson } from './formats/json-file.js';
import { openWorkbook } from './formats/workbook.js';
import type { DataFile } from './header.js';
import type { NamedFile } from './load.js';
import { problem, type ImportProblem } from './problem.js';

export interface FormatOptions {
  /** Name of a format of others' files, for those that do not show theirs; see `FORMATS`. */
  readonly format?: string;
  /** Which publication a file of a series is, when it does not say: `2023-T3`, or a day. */
  readonly vintage?: string;
}

/** Names of the formats of others that can be loaded. */
export const FORMATS: readonly string[] = foreignFormats.map(({ name }) => name);

/** Reads data files and files of others: by their ending, then by what they hold. Never throws for what a file holds. */
export async function readFiles(files: readonly NamedFile[], store: EventStore, options: FormatOptions): Promise<DataFile[]> {
  const told = new Set<string>();
  const firstToTell = async (streamId: string) => {
    if (told.has(streamId) || (await isRecorded(store, streamId))) return false;
    told.add(streamId);
    return true;
  };
  const read: DataFile[] = [];
  // One after the other: an opened workbook is large.
  for (const { name, content } of files) {
    if (!/\.(xlsx|json)$/i.test(name)) {
      read.push(parseDataFile(content, name));
      continue;
    }
    const opened = await open(name, content);
    if ('code' in opened) {
      read.push({ file: name, entries: [], problems: [opened] });
      continue;
    }
    const format = formatOf(opened, options);
    const start = { file: name, line: 1, column: 1, path: '' };
    if (format) read.push(await format.read(opened, { vintage: options.vintage, firstToTell }));
    else read.push({ file: name, entries: [], problems: [problem('FORMAT_NOT_RECOGNISED', start, { known: FORMATS })] });
  }
  return read;
}

export async function isRecorded(store: Pick<EventStore, 'readStream'>, streamId: string): Promise<boolean> {
  for await (const _ of store.readStream(streamId, { limit: 1 })) return true;
  return false;
}

const formatOf = (opened: Opened, { format }: FormatOptions): ForeignFormat | undefined =>
  format === undefined ? foreignFormats.find((one) => one.recognises(opened)) : foreignFormats.find(({ name }) => name === format);

async function open(file: string, content: Uint8Array | string): Promise<Opened | ImportProblem> {
  const start = { file, line: 1, column: 1, path: '' };
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if (bytes.byteLength > MAX_FILE_BYTES) return problem('FILE_TOO_LARGE', start, { most: MAX_FILE_BYTES });
  if (/\.json$/i.test(file)) return openJson(content, file);
  const workbook = await openWorkbook(bytes, file);
  return 'code' in workbook ? workbook : { file, workbook };
}
