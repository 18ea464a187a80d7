import type { LineCounter } from 'yaml';
import { decodeText } from './decode.js';
import { Entry, isFields, type Fields } from './entry.js';
import { headerProblems, isName, type DataFile } from './header.js';
import { readJsonLines } from './json-lines.js';
import type { Places } from './places.js';
import { problem, type ImportProblem, type Place } from './problem.js';
import { readYaml, type Tell } from './yaml-text.js';

/**
 * Reads a data file: `.yaml`/`.yml` (sources, then events) or `.jsonl` (a header line, then one command a line).
 * Never throws for what a file holds: everything that is wrong is in `problems`.
 */
export function parseDataFile(content: Uint8Array | string, fileName: string): DataFile {
  const decoded = decodeText(content, fileName);
  if ('problem' in decoded) return { file: fileName, entries: [], problems: [decoded.problem] };
  if (/\.jsonl$/i.test(fileName)) return readJsonLines(decoded.text, fileName);
  if (/\.ya?ml$/i.test(fileName)) return readYamlFile(decoded.text, fileName);
  return { file: fileName, entries: [], problems: [problem('FILE_KIND_UNKNOWN', { file: fileName, line: 1, column: 1, path: '' }, {})] };
}

function readYamlFile(text: string, file: string): DataFile {
  const problems: ImportProblem[] = [];
  const place = (lines: LineCounter | undefined, offset: number, path = ''): Place => {
    const { line, col } = lines?.linePos(offset) ?? { line: 1, col: 1 };
    return { file, line: Math.max(1, line), column: Math.max(1, col), path };
  };
  const pending: ((lines: LineCounter) => ImportProblem)[] = [];
  const tell: Tell = (code, offset, facts, value) => {
    pending.push((lines) => problem(code, place(lines, offset), facts, value));
  };
  const { value, places, lines } = readYaml(text, tell);
  const toldAll = () => [...pending.map((found) => found(lines)), ...problems];
  if (value === undefined) return { file, entries: [], problems: toldAll() };
  if (!isFields(value)) return { file, entries: [], problems: [...toldAll(), problem('NOT_FIELDS', place(lines, 0), {}, value)] };

  const at = (path: string, what?: 'key' | 'value') => place(lines, places.of(value, path, what) ?? 0, path);
  problems.push(...headerProblems(value, at, ['format', 'dataset', 'sources', 'events']));
  const dataset = isName(value.dataset) ? value.dataset : '';
  const entries = ['sources', 'events'].flatMap((section) => entriesOf(section, value, dataset, { file, places, lines, at, problems }));
  return { file, entries, problems: toldAll() };
}

interface Reading {
  readonly file: string;
  readonly places: Places;
  readonly lines: LineCounter;
  readonly at: (path: string, what?: 'key' | 'value') => Place;
  readonly problems: ImportProblem[];
}

function entriesOf(section: string, root: Fields, dataset: string, { file, places, lines, at, problems }: Reading): Entry[] {
  const list = root[section];
  if (list === undefined) return [];
  if (!Array.isArray(list)) {
    problems.push(problem('NOT_A_LIST', at(section), { key: section }));
    return [];
  }
  return list.flatMap((written: unknown, index) => {
    const path = `${section}[${index}]`;
    if (!isFields(written)) {
      // What could not be read at all was told where it was read.
      if (written !== undefined) problems.push(problem('NOT_FIELDS', at(path), {}, written));
      return [];
    }
    const start = places.of(root, path) ?? 0;
    const placeOf = (field: string, what?: 'key' | 'value') => {
      const { line, col } = lines.linePos(places.of(written, field, what) ?? start);
      return { file, line, column: col, path: field === '' ? path : `${path}.${field}` };
    };
    const entry = section === 'sources' ? Entry.ofSource(dataset, written, placeOf) : Entry.ofEvent(dataset, written, placeOf);
    problems.push(...entry.problems);
    return [entry];
  });
}
