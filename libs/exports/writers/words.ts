import type { Language } from '@app/http';
import { headingOf, type Table } from '../table/table.js';
import * as english from './words.en.js';
import * as french from './words.fr.js';

const words = { fr: french, en: english };

/** Names of the two sheets of a workbook. */
export const sheetNames = { fr: french.sheetNames, en: english.sheetNames };

/** What a table says of itself, for people: lines of a label and a text, then its columns. */
export function sourceLines({ title, columns, metadata }: Table, language: Language): string[][] {
  const { labels, types, noLimit } = words[language];
  const { licence, publisher, source, at, asOf, asOfBasis, address, notice } = metadata;
  const told: (string[] | undefined)[] = [
    [labels.title, title[language]],
    notice === undefined ? undefined : [labels.notice, notice],
    publisher === null ? undefined : [labels.publisher, publisher],
    source === null ? undefined : [labels.source, source],
    licence === null ? undefined : [labels.licence, licence.name],
    licence === null ? undefined : [labels.licenceAddress, licence.url],
    [labels.at, at ?? noLimit],
    [labels.asOf, asOf ?? noLimit],
    asOfBasis === undefined ? undefined : [labels.asOfBasis, asOfBasis],
    [labels.address, address],
    [],
    [labels.column, labels.label, labels.type],
    ...columns.map((column) => [column.key, headingOf(column, language), types[column.type]]),
  ];
  return told.filter((line) => line !== undefined);
}
