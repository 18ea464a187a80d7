import { commandIdOf } from '@app/kernel';
import { isName } from './header.js';
import { problem, type ImportProblem, type Place } from './problem.js';

export type Fields = Record<string, unknown>;
export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where a field was written, or the nearest part around it. */
export type PlaceOf = (field: string, what?: 'key' | 'value') => Place;

/** How an entry of `sources:` names the fields of the command it stands for. */
const SOURCE_FIELDS: Readonly<Record<string, string>> = { id: 'sourceId', kind: 'sourceKind', date: 'occurred' };

/** One thing to record, as a data file tells it: a command by name, its fields, and where each of them was written. */
export class Entry {
  private constructor(
    readonly dataset: string,
    /** Stable in its dataset: the same id records once. */
    readonly id: string,
    /** True for an entry of `sources:`, whose ids are a namespace of their own. */
    readonly isSource: boolean,
    /** Name of the command; empty when the entry does not say (then `problems` does). */
    readonly record: string,
    /** The command's fields, by the command's own names. */
    readonly fields: Fields,
    readonly problems: readonly ImportProblem[],
    /** Where a field of the command was written, or else the entry itself. */
    readonly placeOf: PlaceOf,
  ) {}

  get commandId(): string {
    return commandIdOf(this.dataset, this.isSource ? `source:${this.id}` : this.id);
  }

  /** Unique among all entries of a load. */
  get key(): string {
    return `${this.dataset}/${this.isSource ? 'source:' : ''}${this.id}`;
  }

  get place(): Place {
    return this.placeOf('');
  }

  static ofSource(dataset: string, written: Fields, placeOf: PlaceOf): Entry {
    const fields = Object.fromEntries(Object.entries(written).map(([name, value]) => [SOURCE_FIELDS[name] ?? name, value]));
    const names = Object.entries(SOURCE_FIELDS).map(([theirs, ours]) => [ours, theirs] as const);
    const renamed = (field: string) => names.reduce((path, [ours, theirs]) => (path === ours ? theirs : path), field);
    // Their names only: `sourceId` beside `id` is nobody's field.
    const problems = Object.values(SOURCE_FIELDS)
      .filter((name) => name in written)
      .map((name) => problem('FIELD', placeOf(name, 'key'), unknownField(name)));
    const id = typeof written.id === 'string' ? written.id : '';
    if (!id) problems.push(problem('ID_INVALID', placeOf('id'), {}, written.id));
    return new Entry(dataset, id, true, 'RegisterSource', fields, problems, (field, what) => placeOf(renamed(field), what));
  }

  static ofEvent(dataset: string, written: Fields, placeOf: PlaceOf): Entry {
    const problems: ImportProblem[] = [];
    const { id, record, source, ...others } = written;
    const isValid = isName(id);
    if (!isValid) problems.push(problem('ID_INVALID', placeOf('id'), {}, id));
    if (typeof record !== 'string') problems.push(problem('RECORD_MISSING', placeOf('record'), {}, record));
    if (source !== undefined && others.sources !== undefined) problems.push(problem('SOURCE_TWICE', placeOf('source', 'key'), {}));
    const fields = withCitations(source === undefined ? others : { ...others, sources: source });
    if (isFields(fields.command)) fields.command = withCitations(fields.command);
    const asWritten = (field: string) => citationPath(field, written);
    return new Entry(dataset, isValid ? id : '', false, typeof record === 'string' ? record : '', fields, problems, (field, what) =>
      placeOf(asWritten(field), what),
    );
  }
}

/** `sources: accord-2023` and `sources: [accord-2023]` are short for `sources: [{documentId: accord-2023}]`. */
function withCitations(fields: Fields): Fields {
  const { source, ...others } = fields;
  const sources = source ?? others.sources;
  if (sources === undefined) return others;
  const list: unknown[] = Array.isArray(sources) ? sources : [sources];
  return { ...others, sources: list.map((cited) => (typeof cited === 'string' ? { documentId: cited } : cited)) };
}

/** The path as it was written: a citation in short form has no `documentId`, and may stand under `source`. */
function citationPath(field: string, written: Fields): string {
  const [, before = '', index, after = ''] = /^(command\.)?sources(?:\[(\d+)\](.*))?$/.exec(field) ?? [field];
  const holder = before ? written.command : written;
  if (!/^(command\.)?sources/.test(field) || !isFields(holder)) return field;
  const name = `${before}${holder.source === undefined ? 'sources' : 'source'}`;
  const cited: unknown = holder.source ?? holder.sources;
  if (index === undefined) return name;
  const item: unknown = Array.isArray(cited) ? cited[Number(index)] : cited;
  return `${name}${Array.isArray(cited) ? `[${index}]` : ''}${typeof item === 'string' ? '' : after}`;
}

const unknownField = (name: string) => {
  const theirs = Object.entries(SOURCE_FIELDS).find(([, ours]) => ours === name)![0];
  return {
    fr: { message: 'Champ inconnu.', remedy: `Vouliez-vous dire « ${theirs} » ?` },
    en: { message: 'is not a field of this entry', remedy: `Did you mean "${theirs}"?` },
  };
};
