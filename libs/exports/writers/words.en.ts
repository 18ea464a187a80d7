import type * as french from './words.fr.js';

export const sheetNames: typeof french.sheetNames = ['Data', 'Source'];

export const labels: typeof french.labels = {
  title: 'Title',
  notice: 'Notice',
  publisher: 'Publisher',
  source: 'Source',
  licence: 'Licence',
  licenceAddress: 'Text of the licence',
  at: 'True on',
  asOf: 'Known on',
  asOfBasis: 'Meaning of “known”',
  address: 'Address',
  column: 'Column',
  label: 'Label',
  type: 'Type',
};

export const noLimit = 'no limit, when it was read';

export const types: typeof french.types = {
  text: 'text',
  identifier: 'identifier (text)',
  integer: 'whole number',
  decimal: 'decimal number',
  boolean: 'true or false',
  date: 'date',
  instant: 'date and time (UTC)',
  json: 'JSON',
};
