import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, Scalar, visit, type Document, type ParsedNode } from 'yaml';
import { Places } from './places.js';
import type { ProblemCode, ProblemFacts } from './problem.js';

/** Tells a problem at an offset of the text. */
export type Tell = <Code extends ProblemCode>(code: Code, offset: number, facts: ProblemFacts[Code], value?: unknown) => void;

export interface YamlText {
  readonly value: unknown;
  readonly places: Places;
  readonly lines: LineCounter;
}

const MAX_DEPTH = 16;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
// As in JSON: `02001`, `1_000` and `0x1F` stay text, so that a code never turns into another number.
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/;
/** Dates and codes are text however they are written: `occurred: 2020` and `communeCode: 62119` need no quotes. */
export const TEXT_FIELDS: ReadonlySet<string> = new Set([
  'from',
  'occurred',
  'occurredRaw',
  'date',
  'said',
  'observed',
  'by',
  'expectedOpening',
  'expectedProduction',
  'expectedDelivery',
  'period',
  'vintage',
  'communeCode',
  'communeCodes',
  'code',
  'number',
  'permit',
  'locator',
  'id',
]);

/**
 * Reads one YAML 1.2 document strictly: no anchor, alias, tag or directive, no key twice, no empty value.
 * Everything that is wrong is told; the value then holds what could be read.
 */
export function readYaml(text: string, tell: Tell, lines = new LineCounter()): YamlText {
  const places = new Places();
  // The failsafe schema leaves every scalar as text: numbers are ours to recognise. Doubled keys are found here, in linear time.
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe', uniqueKeys: false, prettyErrors: false, merge: false });
  const [error] = document.errors;
  if (error) {
    tell('SYNTAX', startOf(error, document), { error: firstLine(error.message) });
    return { value: undefined, places, lines };
  }
  tellOfDocument(document, text, tell);
  return { value: new Reader(places, tell, lines).read(document.contents, '', 0), places, lines };
}

/** Where it went wrong: a quote that is never closed is seen at the end of the file, and was opened long before. */
function startOf({ message, pos }: { message: string; pos: [number, number] }, document: Document.Parsed): number {
  let start = pos[0];
  if (/missing closing/i.test(message)) {
    visit(document, {
      Scalar: (_, { range, type }) => {
        if (range && type !== Scalar.PLAIN && range[0] < start && range[2] >= pos[0]) start = range[0];
      },
    });
  }
  return start;
}

function tellOfDocument({ directives }: Document.Parsed, text: string, tell: Tell): void {
  if (directives.yaml.explicit || Object.keys(directives.tags).some((handle) => handle !== '!!')) tell('YAML_VERSION', 0, {});
  if (directives.docStart && !/^\.\.\.\s*$/m.test(text.slice(text.trimEnd().lastIndexOf('\n') + 1)))
    tell('FILE_END_MISSING', text.length, {});
}

class Reader {
  constructor(
    private readonly places: Places,
    private readonly tell: Tell,
    private readonly lines: LineCounter,
  ) {}

  read(node: ParsedNode | null, field: string, depth: number): unknown {
    if (node === null) return undefined;
    const offset = node.range[0];
    if (isAlias(node) || node.anchor !== undefined) return this.tell('ALIAS_REFUSED', offset, {});
    if (node.tag !== undefined) return this.tell('TAG_REFUSED', offset, { tag: node.tag.replace('tag:yaml.org,2002:', '!!') });
    if (depth > MAX_DEPTH) return this.tell('TOO_DEEP', offset, { most: MAX_DEPTH });
    if (isMap(node)) return this.fields(node.items as readonly Pair[], depth);
    if (isSeq(node)) return this.list(node.items as readonly ParsedNode[], field, depth);
    return isScalar(node) ? this.scalar(node as Scalar.Parsed, field) : undefined;
  }

  private fields(items: readonly Pair[], depth: number): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    const written = new Map<string, number>();
    for (const { key: keyNode, value } of items) {
      const offset = keyNode?.range[0] ?? 0;
      if (!isScalar(keyNode) || keyNode.anchor !== undefined || keyNode.tag !== undefined || keyNode.value === '') {
        this.tell('KEY_NOT_TEXT', offset, {});
        continue;
      }
      const key = String(keyNode.value);
      if (FORBIDDEN_KEYS.has(key)) {
        this.tell('KEY_FORBIDDEN', offset, { key });
        continue;
      }
      const before = written.get(key);
      if (before !== undefined) this.tell('KEY_TWICE', offset, { key, line: this.lines.linePos(before).line });
      written.set(key, offset);
      const read = this.read(value, key, depth + 1);
      if (value === null || isEmpty(value)) this.tell('VALUE_EMPTY', offset, { key });
      if (read !== undefined) fields[key] = read;
      this.places.note(fields, key, offset, value?.range[0] ?? offset);
    }
    return fields;
  }

  private list(items: readonly ParsedNode[], field: string, depth: number): unknown[] {
    const list: unknown[] = [];
    items.forEach((item, index) => {
      if (isEmpty(item)) this.tell('VALUE_EMPTY', item.range[0], { key: field === '' ? '-' : field });
      list.push(this.read(item, field, depth + 1));
      this.places.note(list, String(index), item.range[0], item.range[0]);
    });
    return list;
  }

  private scalar(node: Scalar.Parsed, field: string): unknown {
    const text = String(node.value);
    if (node.type !== Scalar.PLAIN) return text;
    if (isEmpty(node)) return undefined;
    if (TEXT_FIELDS.has(field)) return text;
    if (text === 'true' || text === 'false') return text === 'true';
    return NUMBER.test(text) ? Number(text) : text;
  }
}

interface Pair {
  readonly key: ParsedNode | null;
  readonly value: ParsedNode | null;
}

/** Nothing was written, or one of YAML's words for nothing. */
const isEmpty = (node: ParsedNode): boolean =>
  isScalar(node) && node.type === Scalar.PLAIN && /^(|~|null|Null|NULL)$/.test(String(node.value));

const firstLine = (message: string) => message.split('\n')[0]!.replace(/[.:]$/, '');
