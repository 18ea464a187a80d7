import { foreignEn } from './formats/problems.en.js';
import type { ProblemTexts } from './problem.js';

const maybe = (nearest: string | undefined, otherwise: string) => (nearest ? `Did you mean "${nearest}"?` : otherwise);

export const problemsEn: ProblemTexts = {
  ...foreignEn,
  FILE_EMPTY: () => ({ message: 'the file is empty.', remedy: 'Begin with "format: palimpseste/1".' }),
  FILE_KIND_UNKNOWN: () => ({ message: 'this is no data file.', remedy: 'Give a .yaml, .yml, .jsonl, .xlsx or .json file.' }),
  FILE_TOO_LARGE: ({ most }) => ({
    message: `the file is over ${most} bytes.`,
    remedy: 'Split it into several files of the same dataset.',
  }),
  FILE_TRUNCATED: () => ({
    message: 'the file stops in the middle of a line: it seems truncated.',
    remedy: 'Get the whole file; if this is all of it, add a line break at its end.',
  }),
  FILE_END_MISSING: () => ({
    message: 'the file begins with "---" but does not end with "...": it seems truncated.',
    remedy: 'Get the whole file; if this is all of it, write "..." on its last line.',
  }),
  ENCODING_UTF16: ({ offset }) => ({ message: `the file is in UTF-16 (byte ${offset}).`, remedy: 'Save it as UTF-8.' }),
  ENCODING_INVALID: ({ offset, byte }) => ({
    message: `byte ${offset} (0x${byte}) is not UTF-8.`,
    remedy: 'Save the file as UTF-8 (it is probably Windows-1252 or Latin-1).',
  }),
  JSON_SYNTAX: () => ({ message: 'this line is not JSON.', remedy: 'Write one whole JSON object a line: { "id": …, "record": … }.' }),
  JSON_HEADER: () => ({
    message: 'the first line does not give the format.',
    remedy: 'Begin with { "format": "palimpseste/1", "dataset": "name" }.',
  }),
  SYNTAX: ({ error }) => ({ message: `this is not valid YAML: ${error}.`, remedy: 'Check indentation, quotes and colons around here.' }),
  TOO_DEEP: ({ most }) => ({ message: `nested more than ${most} levels deep.`, remedy: 'Flatten this field.' }),
  ALIAS_REFUSED: () => ({
    message: 'anchors (&) and aliases (*) are not accepted.',
    remedy: 'Write the value out, in quotes if it begins with & or *.',
  }),
  TAG_REFUSED: ({ tag }) => ({
    message: `the YAML tag "${tag}" is not accepted.`,
    remedy: 'Remove it; put the value in quotes if it begins with "!".',
  }),
  YAML_VERSION: () => ({ message: 'YAML directives (%) are not accepted.', remedy: 'Remove this line: the file is read as YAML 1.2.' }),
  KEY_NOT_TEXT: () => ({ message: 'a field name must be a word.', remedy: 'Write "name: value".' }),
  KEY_TWICE: ({ key, line }) => ({ message: `field "${key}" is already written on line ${line}.`, remedy: 'Keep one of the two.' }),
  KEY_FORBIDDEN: ({ key }) => ({ message: `"${key}" is no field name.`, remedy: 'Remove it.' }),
  VALUE_EMPTY: ({ key }) => ({
    message: `field "${key}" is empty.`,
    remedy: 'Give a value, or remove the line if the source does not say.',
  }),
  FORMAT_MISSING: () => ({ message: 'the format of the file is not given.', remedy: 'Write "format: palimpseste/1" at its beginning.' }),
  FORMAT_UNKNOWN: () => ({ message: 'this format is unknown.', remedy: 'Write "format: palimpseste/1".' }),
  DATASET_INVALID: () => ({
    message: 'the dataset has no valid name.',
    remedy: 'Write "dataset: name", in lower case letters, digits and hyphens, the same in all files of the set.',
  }),
  SECTION_UNKNOWN: ({ key, nearest }) => ({
    message: `part "${key}" is unknown.`,
    remedy: maybe(nearest, 'A file has four parts: format, dataset, sources, events.'),
  }),
  NOT_A_LIST: ({ key }) => ({ message: `"${key}" is no list.`, remedy: 'Begin each item with a hyphen: "- ".' }),
  NOT_FIELDS: () => ({ message: 'this is no set of fields.', remedy: 'Write "name: value", one field a line.' }),
  ID_INVALID: () => ({
    message: 'the entry has no valid identifier.',
    remedy: 'Give it a stable "id" of lower case letters, digits and hyphens, at most 80 characters: bridgestone-closed.',
  }),
  ID_TWICE: ({ id, file, line }) => ({
    message: `identifier "${id}" is already taken (${file}, line ${line}).`,
    remedy: 'Give one of the two entries another identifier.',
  }),
  RECORD_MISSING: () => ({
    message: 'the entry does not say what to record.',
    remedy: 'Add "record:" and the name of a command: CloseSite.',
  }),
  COMMAND_UNKNOWN: ({ name, nearest }) => ({
    message: `command "${name}" is unknown.`,
    remedy: maybe(nearest, 'The commands are listed in docs/data-format.md.'),
  }),
  SOURCE_TWICE: () => ({ message: 'the entry has both "source" and "sources".', remedy: 'Keep "sources" and put both there.' }),
  FIELD: ({ en }) => en,
  KIND_UNKNOWN: ({ nearest }) => ({
    message: 'this kind of subject is unknown.',
    remedy: maybe(nearest, 'The kinds are listed in docs/data-format.md.'),
  }),
  SOURCE_UNKNOWN: ({ id, nearest }) => ({
    message: `document "${id}" is neither in the files nor in the register.`,
    remedy: maybe(nearest, 'Add it to "sources:".'),
  }),
  ENTRY_UNKNOWN: ({ id, nearest }) => ({
    message: `no entry of the dataset is called "${id}".`,
    remedy: maybe(nearest, 'Give the "id" of an entry of the same dataset, or the identifier of an event.'),
  }),
  ENTRY_LATER: ({ id, line }) => ({ message: `entry "${id}" only comes later (line ${line}).`, remedy: 'Put it before this one.' }),
  ENTRY_WITHOUT_EVENT: ({ id }) => ({
    message: `entry "${id}" recorded nothing: it was already so.`,
    remedy: 'Refer to the entry that said it first, or tell the second opinion by RecordClaim.',
  }),
  ENTRY_CHANGED: ({ id }) => ({
    message: `entry "${id}" was already recorded with other content.`,
    remedy: `Put the entry back as it was and add a CorrectFact entry with "corrects: ${id}".`,
  }),
  EVENT_REJECTED: ({ error }) => ({ message: `the event cannot be kept: ${error}.`, remedy: 'Shorten or split the entry.' }),
  RULE: ({ rule, en, liftable }) => ({
    message: `${en} (${rule})`,
    remedy: liftable
      ? `Correct the entry; if the source says so despite the rule, add "exception: {rule: ${rule}, reason: … }".`
      : 'Correct the entry.',
  }),
};
