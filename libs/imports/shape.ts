import { RecordClaim } from '@domain/facts';
import { commandFrom, nearest, Problem } from '@app/http';
import { isUuid, type Command, type CommandClass, type Issuance } from '@app/kernel';
import type { KnownCommands } from './commands.js';
import type { Entry, Fields } from './entry.js';
import { problem, type ImportProblem, type Words } from './problem.js';

/** Names an event by the entry that recorded it. */
export interface Reference {
  /** Path of the field: `with[1]`. */
  readonly field: string;
  readonly entryId: string;
}

/** An entry whose command is valid by itself; only the events it refers to are still open. */
export interface Shaped {
  readonly entry: Entry;
  readonly streamId: string;
  readonly references: readonly Reference[];
  /** Documents it cites, by the path of the citation. */
  readonly citations: readonly { readonly field: string; readonly documentId: string }[];
  /** The command, issued, with the events its references stand for. */
  command(issued: Issuance, eventOf: (entryId: string) => string): Command;
}

// Stands for an event until the entry that records it has run.
const OPEN = '00000000-0000-4000-8000-000000000000';

/** Checks one entry against the command it names. Undefined when something is wrong; it is then told. */
export function shaped(entry: Entry, known: KnownCommands, tell: (found: ImportProblem) => void): Shaped | undefined {
  const { record } = entry;
  const found = known.find(record);
  if (!found) {
    const facts = { name: record.slice(0, 80), nearest: nearest(record, known.names) };
    if (record !== '') tell(problem('COMMAND_UNKNOWN', entry.placeOf('record'), facts));
    return undefined;
  }
  const references = referencesIn(entry.fields, known.referencesOf(record));
  const command = valid(
    entry,
    found.type,
    withReferences(entry.fields, references, () => OPEN),
    '',
    tell,
  );
  const replacement = record === 'CorrectFact' && command ? replacementOf(entry, command, known, tell) : undefined;
  if (!command || (record === 'CorrectFact' && !replacement)) return undefined;
  const streamId = known.streamOf(command);
  if (streamId === undefined) {
    const kind = (entry.fields.subject as Fields).kind as string;
    tell(problem('KIND_UNKNOWN', entry.placeOf('subject.kind'), { nearest: nearest(kind, known.kinds) }, kind));
    return undefined;
  }
  return {
    entry,
    streamId,
    references,
    citations: [...citationsOf(command, ''), ...(replacement ? citationsOf(replacement, 'command.') : [])],
    command: (issued, eventOf) => {
      const copy = Object.assign(Object.create(Object.getPrototypeOf(command) as object) as Command, command);
      return Object.assign(copy, withReferences(onlyReferences(entry.fields, references), references, eventOf), { issued });
    },
  };
}

function valid(
  entry: Entry,
  type: CommandClass,
  fields: Fields,
  prefix: string,
  tell: (found: ImportProblem) => void,
): Command | undefined {
  try {
    return commandFrom(type, fields);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    for (const { field, value, says } of error.fields) {
      const isUnknown = says.en.message.startsWith('is not a field');
      const place = entry.placeOf(`${prefix}${field}`, isUnknown ? 'key' : 'value');
      tell(
        problem(
          'FIELD',
          place,
          { fr: stopped(says.fr), en: stopped(says.en) },
          isUnknown ? undefined : (writtenAt(entry.fields, `${prefix}${field}`) ?? value),
        ),
      );
    }
    return undefined;
  }
}

/** The value as it was written: the command may hold it in another form (864 as `{ value, unit }`). */
function writtenAt(fields: unknown, path: string): unknown {
  const names = path.split(/[.[\]]+/).filter((name) => name !== '');
  return names.reduce((part, name) => (typeof part === 'object' && part !== null ? (part as Fields)[name] : undefined), fields);
}

/** The command inside a correction, checked as what it is: a correction is wrong where its replacement is. */
function replacementOf(entry: Entry, correction: Command, known: KnownCommands, tell: (found: ImportProblem) => void): Command | undefined {
  const { subject, command, sources, exception } = correction as Command & { subject: { kind: string; id: string }; command: Fields };
  const { record, ...others } = command;
  const { name: called, ...withoutName } = others;
  const [name, body] = record === undefined ? [called, withoutName] : [record, others];
  const module = known.subjectOfKind(subject.kind);
  if (!module) {
    tell(problem('KIND_UNKNOWN', entry.placeOf('subject.kind'), { nearest: nearest(subject.kind, known.kinds) }, subject.kind));
    return undefined;
  }
  const names = [...Object.keys(module.commands), 'RecordClaim'];
  const type = name === 'RecordClaim' ? RecordClaim : names.includes(String(name)) ? module.commands[String(name)] : undefined;
  if (!type) {
    const facts = { name: String(name).slice(0, 80), nearest: nearest(String(name), names) };
    tell(problem('COMMAND_UNKNOWN', entry.placeOf(record === undefined ? 'command.name' : 'command.record'), facts));
    return undefined;
  }
  const identity = name === 'RecordClaim' ? { subject: { kind: subject.kind, id: subject.id } } : { [module.idField]: subject.id };
  // What it does not say of its sources, the correction says for it.
  return valid(entry, type, { sources, exception, ...body, ...identity }, 'command.', tell);
}

function referencesIn(fields: Fields, names: readonly string[]): Reference[] {
  return names.flatMap((name) => {
    const value = fields[name];
    if (Array.isArray(value))
      return value.flatMap((item, index) => (isEntryId(item) ? [{ field: `${name}[${index}]`, entryId: item }] : []));
    return isEntryId(value) ? [{ field: name, entryId: value }] : [];
  });
}

/** An event may also be named by its own identifier. */
const isEntryId = (value: unknown): value is string => typeof value === 'string' && value !== '' && !isUuid(value);

function withReferences(fields: Fields, references: readonly Reference[], eventOf: (entryId: string) => string): Fields {
  const resolved = { ...fields };
  for (const { field, entryId } of references) {
    const [, name = field, index] = /^(\w+)\[(\d+)\]$/.exec(field) ?? [];
    if (index === undefined) resolved[name] = eventOf(entryId);
    else resolved[name] = (resolved[name] as unknown[]).map((item, at) => (at === Number(index) ? eventOf(entryId) : item));
  }
  return resolved;
}

const onlyReferences = (fields: Fields, references: readonly Reference[]): Fields => {
  const names = new Set(references.map(({ field }) => field.replace(/\[.*$/, '')));
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.has(name)));
};

const citationsOf = ({ sources }: Command, prefix: string) =>
  (sources ?? []).map(({ documentId }, index) => ({ field: `${prefix}sources[${index}].documentId`, documentId }));

const stopped = ({ message, remedy }: Words): Words => ({ message: /[.!?]$/.test(message) ? message : `${message}.`, remedy });
