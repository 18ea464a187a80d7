import { LineCounter } from 'yaml';
import { decodeText } from '../decode.js';
import { problem, type ImportProblem, type Place } from '../problem.js';
import { readYaml } from '../yaml-text.js';
import type { OpenedJson } from './format.js';

/** Reads a JSON file whole, and tells where its parts were written. */
export function openJson(content: Uint8Array | string, file: string): OpenedJson | ImportProblem {
  // A JSON text needs no last line break, as a data file does.
  const decoded = decodeText(typeof content === 'string' ? `${content}\n` : Buffer.concat([content, Buffer.from('\n')]), file);
  if ('problem' in decoded) return decoded.problem;
  const { text } = decoded;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const offset = Number(/at position (\d+)/.exec((error as Error).message)?.[1] ?? text.length);
    const before = text.slice(0, offset).split('\n');
    return problem('JSON_FILE_SYNTAX', { file, line: before.length, column: before.at(-1)!.length + 1, path: '' }, {});
  }
  // JSON is YAML: the slower reader tells where a part stands, and is only asked when something is to be said of it.
  let located: ReturnType<typeof readYaml> | undefined;
  const placeOf = (path: string): Place => {
    located ??= readYaml(text, () => undefined, new LineCounter());
    const { line, col } = located.lines.linePos(located.places.of(located.value, path) ?? 0);
    return { file, line, column: col, path };
  };
  return { file, value, placeOf };
}
