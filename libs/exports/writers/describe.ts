import type { Language } from '@app/http';
import type { Table } from '../table/table.js';

/** What a table says of itself, for programs: the same members in every format. */
export function describe({ name, title, columns, metadata }: Table, language: Language) {
  const { licence, publisher, source, at, asOf, asOfBasis = null, address, notice = null } = metadata;
  return {
    metadata: { name, title: title[language], language, licence, publisher, source, at, asOf, asOfBasis, address, notice },
    columns: columns.map(({ key, label, type, unit = null }) => ({ key, label: label[language], type, unit })),
  };
}
