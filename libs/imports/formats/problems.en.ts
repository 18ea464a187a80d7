import type { ProblemTexts } from '../problem.js';
import type { ForeignFacts } from './problems.js';

/** `1 value is missing`, `12 values are missing`. */
const agreed = (count: number, one: string, several: string) =>
  `${new Intl.NumberFormat('en-GB').format(count)} ${count === 1 ? one : several}`;
const list = (items: readonly string[]) => items.join(', ');

export const foreignEn: Pick<ProblemTexts, keyof ForeignFacts> = {
  FORMAT_NOT_RECOGNISED: ({ known }) => ({
    message: 'this file is of no known format.',
    remedy: `Say which with --format (${list(known)}), or check that its sheets and headers are those of its publisher.`,
  }),
  WORKBOOK_UNREADABLE: ({ error }) => ({
    message: `the workbook cannot be read: ${error.replace(/\.$/, '')}.`,
    remedy: 'Download it again, or save it as XLSX without a password.',
  }),
  NOT_A_WORKBOOK: () => ({ message: 'this format is read from a workbook.', remedy: 'Give the .xlsx file of its publisher.' }),
  NOT_A_JSON_LIST: () => ({ message: 'this format is read from a JSON list.', remedy: 'Give the .json file of its publisher.' }),
  JSON_FILE_SYNTAX: () => ({ message: 'this is not JSON.', remedy: 'Download the file again: it seems damaged.' }),
  SHEET_MISSING: ({ columns, sheets }) => ({
    message: `no sheet has the columns ${list(columns)}.`,
    remedy: `The sheets of the workbook are ${list(sheets)}: give the workbook as published, with its header row.`,
  }),
  COLUMNS_MISSING: ({ sheet, columns }) => ({
    message: `sheet "${sheet}" lacks ${list(columns)}.`,
    remedy: 'Give the sheet as published, with its header row (among the first twenty).',
  }),
  CELL_NOT_TEXT: () => ({
    message: 'the cell holds a number: if it is a code, its leading zeros may be lost.',
    remedy: 'Take the published file, not one saved from a spreadsheet program; the column is text.',
  }),
  CELL_NOT_NUMBER: () => ({ message: 'is no number.', remedy: 'Write the number alone, or empty the cell if the source does not say.' }),
  CODE_MISSING: ({ field }) => ({ message: `"${field}" is missing or is not text.`, remedy: 'Give the code as text, as published.' }),
  ZONE_INVALID: () => ({ message: 'is no code of an employment zone.', remedy: 'A code has four digits, as text: 0051.' }),
  ZONE_TWICE: ({ code }) => ({ message: `zone ${code} is above already.`, remedy: 'Keep one row for each zone.' }),
  QUARTER_INVALID: () => ({ message: 'is no quarter.', remedy: 'A quarter is written 2023-T3; remove other columns.' }),
  PERCENT_INVALID: () => ({ message: 'is no rate in %.', remedy: 'A rate lies between 0 and 100.' }),
  COMMUNE_UNKNOWN: () => ({
    message: 'no municipality has or had this code.',
    remedy: 'Look the INSEE code up (five characters, as text) in the official geographic code.',
  }),
  MEASURE_UNKNOWN: ({ known }) => ({
    message: 'the name of the file does not say which measure it is.',
    remedy: `Keep the published name (aides-…, pge-…, report-…, cpsti-…, arpb-…, activite-partielle-…). Measures: ${list(known)}.`,
  }),
  VINTAGE_NEEDED: () => ({
    message: 'the file does not say until when it counts.',
    remedy: 'Say it with --vintage, a date after March 2020: --vintage 2021-02-09.',
  }),
  MONTH_INVALID: () => ({ message: 'is no month with its activities.', remedy: 'A month is written { "2020-03": [ … ] }.' }),
  GRANT_UNKNOWN: ({ known }) => ({ message: 'is no grant we know.', remedy: `Grants: ${list(known)}.` }),
  LEVEL_UNKNOWN: ({ known }) => ({ message: 'is no level we know.', remedy: `Levels: ${list(known)}.` }),
  CATEGORY_UNKNOWN: ({ known }) => ({ message: 'is no category we know.', remedy: `Categories: ${list(known)}.` }),
  POSITION_INVALID: () => ({ message: 'is no latitude, or its longitude is none.', remedy: 'Write degrees, with a decimal point.' }),
  COMMUNE_REPLACED: ({ count, first }) => ({
    message: `${agreed(count, 'code of a municipality is no longer in force', 'codes of municipalities are no longer in force')} (${first}).`,
    remedy: 'The facts are placed in the municipality that took over.',
  }),
  COMMUNE_ELSEWHERE: ({ count, first }) => ({
    message: `${agreed(count, 'former municipality joined one of another zone', 'former municipalities joined one of another zone')} (${first}).`,
    remedy: 'They are left to the zone of the municipality that took over.',
  }),
  PARTS_OF_ZONES: ({ first }) => ({
    message: `sheet "${first}" gives regional parts of zones.`,
    remedy: 'They are no employment zones: the sheet is left out.',
  }),
  VALUE_ABSENT: ({ count, first }) => ({
    message: `${agreed(count, 'value is missing', 'values are missing')} (${first}).`,
    remedy: 'These periods have no value: nothing is estimated.',
  }),
  TERRITORY_UNPLACED: ({ count, first }) => ({
    message: `${agreed(count, 'row names a territory outside the official geographic code', 'rows name a territory outside the official geographic code')} (${first}).`,
    remedy: 'They are left out.',
  }),
  PROJECT_UNPLACED: ({ count, first }) => ({
    message: `${agreed(count, 'project could not be placed', 'projects could not be placed')}: authority outside the official geographic code (${first}).`,
    remedy: 'They are recorded without a territory, with their point and the name of who carries them.',
  }),
  DESCRIPTION_ABSENT: ({ count, first }) => ({
    message: `${agreed(count, 'project has no description', 'projects have no description')} (${first}).`,
    remedy: 'They are named after their grant and their authority.',
  }),
  NAME_CUT: ({ count, first }) => ({
    message: `${agreed(count, 'description exceeds 200 characters', 'descriptions exceed 200 characters')} (${first}).`,
    remedy: 'The name of the project keeps the beginning.',
  }),
  COST_ABSENT: ({ count, first }) => ({
    message: `${agreed(count, 'project has no cost above zero', 'projects have no cost above zero')} (${first}).`,
    remedy: 'They are recorded without an investment.',
  }),
  GRANT_ABOVE_COST: ({ count, first }) => ({
    message: `${agreed(count, 'grant exceeds the cost of its project', 'grants exceed the cost of their project')} (${first}).`,
    remedy: 'Both figures are recorded as the source gives them.',
  }),
};
