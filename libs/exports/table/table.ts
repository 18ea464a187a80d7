import type { Language } from '@app/http';
import type { Geometry } from '@app/kernel';

/**
 * What a column holds. `identifier` is text whose every character counts (INSEE code, SIRET): no format may read a number in it. `date` is a
 * calendar day (2020-09-16), `instant` a moment in UTC with at most microseconds (2020-09-16T08:30:00.123456Z), `json` anything JSON can say.
 */
export const COLUMN_TYPES = ['text', 'identifier', 'integer', 'decimal', 'boolean', 'date', 'instant', 'json'] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

export type InLanguages = Readonly<Record<Language, string>>;

export interface Column {
  /** Name in schemas, scripts and databases; lower case, never changed once given. */
  readonly key: string;
  /** What people read above it. */
  readonly label: InLanguages;
  readonly type: ColumnType;
  /** What its numbers count in, as it is shown: `€`, `m²`, `ha`. */
  readonly unit?: string;
}

/** The values of a line by column key; null or absent where there is none. */
export type Row = Readonly<Record<string, unknown>>;

export interface Licence {
  readonly name: string;
  readonly url: string;
}

/** The licence of what the territory publishes, unless a table says otherwise. */
export const OPEN_LICENCE: Licence = {
  name: 'Licence Ouverte / Open Licence 2.0',
  url: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence',
};

/** What a table says of itself, in every format that has room for it. Nothing here may depend on when it was asked: the same rows, the same bytes. */
export interface Metadata {
  /** Null when it may not be passed on: `notice` says why. */
  readonly licence: Licence | null;
  /** Who answers for the figures, and what they were drawn from. */
  readonly publisher: string | null;
  readonly source: string | null;
  /** What was true by then (a day) and known by then (an instant, UTC); null: no limit. */
  readonly at: string | null;
  readonly asOf: string | null;
  /** What "known" means, worded. */
  readonly asOfBasis?: string;
  /** Where it can be read again. */
  readonly address: string;
  /** What its reader must know before passing it on. */
  readonly notice?: string;
}

/** Lines under typed columns. An iterable that reads a database is read once, line after line, and told when its reader leaves. */
export interface Table {
  /** Name of the file, in plain ASCII: `timeline`. */
  readonly name: string;
  readonly title: InLanguages;
  readonly columns: readonly Column[];
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
  readonly metadata: Metadata;
  /** The key under which a line holds its place, null where it has none. Not one of the columns. */
  readonly geometry?: string;
  /** The column that names each line of the table: the `id` of its feature. */
  readonly identifiedBy?: string;
}

/** The place of a line of a table that has one. */
export const placeOf = (table: Table, row: Row): Geometry | null => (row[table.geometry!] as Geometry | null | undefined) ?? null;

/** A column's heading for people, with its unit: `Aide accordée (€)`. */
export const headingOf = ({ label, unit }: Column, language: Language): string =>
  unit === undefined ? label[language] : `${label[language]} (${unit})`;
