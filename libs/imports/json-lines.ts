import { Entry, isFields } from './entry.js';
import { headerProblems, isName, type DataFile } from './header.js';
import { problem, type ImportProblem, type Place, type ProblemCode } from './problem.js';
import { readYaml, type YamlText } from './yaml-text.js';

const MAX_DEPTH = 16;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** JSON lines: `{"format": "palimpseste/1", "dataset": …}` first, then one `{"id", "record", …}` a line. Empty lines are nothing. */
export function readJsonLines(text: string, file: string): DataFile {
  const problems: ImportProblem[] = [];
  const entries: Entry[] = [];
  let dataset: string | undefined;
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    if (line.trim() === '') return;
    const found = new JsonLine(line, { file, line: index + 1, column: 1, path: '' });
    const written = found.read();
    problems.push(...found.problems);
    if (!isFields(written)) return;
    if (dataset === undefined) {
      if (written.format === undefined) problems.push(problem('JSON_HEADER', found.placeOf(''), {}));
      else problems.push(...headerProblems(written, found.placeOf, ['format', 'dataset']));
      dataset = isName(written.dataset) ? written.dataset : '';
      return;
    }
    const entry = Entry.ofEvent(dataset, written, found.placeOf);
    problems.push(...entry.problems);
    entries.push(entry);
  });
  return { file, entries, problems };
}

class JsonLine {
  readonly problems: ImportProblem[] = [];
  private located: YamlText | undefined;

  constructor(
    private readonly text: string,
    private readonly start: Place,
  ) {}

  read(): unknown {
    let value: unknown;
    try {
      value = JSON.parse(this.text);
    } catch (error) {
      const [, offset] = /at position (\d+)/.exec((error as Error).message) ?? [];
      this.tell('JSON_SYNTAX', offset === undefined ? this.text.length : Number(offset), {});
      return undefined;
    }
    if (!isFields(value)) {
      this.problems.push(problem('NOT_FIELDS', this.start, {}, value));
      return undefined;
    }
    const keys = inspected(value);
    // JSON.parse keeps the last of two equal keys and says nothing: then fewer were kept than were written.
    if (keys !== writtenKeys(this.text)) this.locate(true);
    return value;
  }

  readonly placeOf = (field: string, what?: 'key' | 'value'): Place => {
    const { value, places } = this.locate(false);
    return this.at(places.of(value, field, what) ?? this.text.search(/\S/), field);
  };

  // JSON is YAML: the slower reader tells where a field stands, and is only asked when something is wrong.
  private locate(telling: boolean): YamlText {
    if (this.located && !telling) return this.located;
    this.located = readYaml(this.text, (code, offset, facts) => {
      if (!telling || code === 'VALUE_EMPTY') return;
      this.tell(code, offset, code === 'KEY_TWICE' ? { ...facts, line: this.start.line } : facts);
    });
    return this.located;
  }

  private tell(code: ProblemCode, offset: number, facts: object): void {
    this.problems.push(problem(code, this.at(offset), facts as never));
  }

  private at(offset: number, path = ''): Place {
    return { ...this.start, column: offset + 1, path };
  }
}

/** Number of keys at all depths; -1 when the value is nested too deeply or holds a key that JavaScript treats apart. */
function inspected(root: object): number {
  let keys = 0;
  const waiting: [object, number][] = [[root, 1]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, depth] = next;
    if (depth > MAX_DEPTH) return -1;
    const names = Object.keys(value);
    if (!Array.isArray(value)) {
      keys += names.length;
      if (names.some((name) => FORBIDDEN_KEYS.has(name))) return -1;
    }
    for (const item of Object.values(value) as unknown[]) if (typeof item === 'object' && item !== null) waiting.push([item, depth + 1]);
  }
  return keys;
}

function writtenKeys(text: string): number {
  let keys = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:)?/g)) if (colon) keys += 1;
  return keys;
}
