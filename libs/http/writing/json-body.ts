import { Problem, type FieldProblem } from '../problems/problem.js';

/** The most that one request may hold, in bytes. */
export const MAX_BODY_BYTES = 1_048_576;

const MAX_DEPTH = 32;
const POLLUTING = new Set(['__proto__', 'constructor', 'prototype']);
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a request's body: JSON (RFC 8259) in UTF-8, an object, at most 32 levels deep, without keys that JavaScript treats apart.
 * @throws {Problem} 400 with the line and column of a syntax error
 */
export function readJsonBody(bytes: Buffer): Record<string, unknown> {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new Problem(400, 'ENCODING_INVALID');
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new Problem(400, 'JSON_MALFORMED', positionOf(error as SyntaxError, text));
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Problem(400, 'BODY_NOT_OBJECT');
  inspect(body as Record<string, unknown>);
  return body as Record<string, unknown>;
}

/** Without recursion: a body of a million brackets must not exhaust the stack. */
function inspect(body: Record<string, unknown>): void {
  const waiting: { value: object; path: string; depth: number }[] = [{ value: body, path: '', depth: 1 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path, depth } = next;
    if (depth > MAX_DEPTH) throw new Problem(400, 'VALIDATION_FAILED', { count: 1 }, [tooDeep(path.split(/[.[]/)[0]!)]);
    for (const [key, item] of Object.entries(value)) {
      const itemPath = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      if (POLLUTING.has(key)) throw new Problem(400, 'VALIDATION_FAILED', { count: 1 }, [forbidden(itemPath)]);
      if (typeof item === 'object' && item !== null) waiting.push({ value: item as object, path: itemPath, depth: depth + 1 });
    }
  }
}

const forbidden = (field: string): FieldProblem => ({
  field,
  says: {
    fr: { message: 'Champ inconnu', remedy: 'Retirez-le.' },
    en: { message: 'Unknown field', remedy: 'Remove it.' },
  },
});

const tooDeep = (field: string): FieldProblem => ({
  field,
  says: {
    fr: { message: `Plus de ${MAX_DEPTH} niveaux d’imbrication`, remedy: 'Aplatissez ce champ.' },
    en: { message: `Nested more than ${MAX_DEPTH} levels deep`, remedy: 'Flatten this field.' },
  },
});

// V8 says "… at position 12 (line 1 column 13)", or "Unexpected end of JSON input".
function positionOf({ message }: SyntaxError, text: string): { line?: number; column?: number } {
  const [, offset] = /at position (\d+)/.exec(message) ?? [];
  if (text.trim() === '') return {};
  const until = offset === undefined ? text : text.slice(0, Number(offset));
  const lines = until.split('\n');
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}
