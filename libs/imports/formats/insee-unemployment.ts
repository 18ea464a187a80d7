import { contentHash } from '@app/kernel';
import { Entry } from '../entry.js';
import { problem, type ImportProblem } from '../problem.js';
import type { ForeignFormat, ForeignOptions, Tell } from './format.js';
import { compositionEntries, isComposition, ZONE, zoneEntries } from './insee-zones.js';
import { Remarks } from './remarks.js';
import { slugOf } from './slug.js';
import { Table, type Row, type Sheet, type Workbook } from './workbook.js';

const DATASET = 'insee-chomage-localise';
const QUARTER = /^(\d{4})-T([1-4])$/;
const DEFINITION =
  'Chômeurs (estimation) rapportés à la population active au lieu de résidence, en moyenne sur le trimestre, corrigé des variations saisonnières';

/**
 * INSEE's localised unemployment rates by employment zone, every quarter since 2003 in one workbook, and the workbook that lists the
 * municipalities of the zones. Each publication revises the past: one event for each zone and publication.
 */
export const inseeUnemployment: ForeignFormat = {
  name: 'insee-unemployment',
  recognises: (opened) => 'workbook' in opened && opened.workbook.sheets.some((sheet) => isRates(sheet) || isComposition(sheet)),
  async read(opened, options) {
    const problems: ImportProblem[] = [];
    const tell = (found: ImportProblem) => void problems.push(found);
    const { file } = opened;
    if (!('workbook' in opened)) return { file, entries: [], problems: [problem('NOT_A_WORKBOOK', START(file), {})] };
    const { workbook } = opened;
    const remarks = new Remarks();
    const composition = workbook.sheet(isComposition);
    const rates = workbook.sheet(isRates);
    if (!composition && !rates)
      tell(
        problem('SHEET_MISSING', START(file), {
          columns: ['ZE2020', 'LIBZE2020', '2003-T1'],
          sheets: workbook.sheets.map(({ name }) => name),
        }),
      );
    const entries = [
      ...(composition ? await compositionEntries(composition, DATASET, options, tell, remarks) : []),
      ...(rates ? await rateEntries(rates, workbook, options, tell, remarks) : []),
    ];
    for (const { file, name } of workbook.sheets.filter((sheet) => sheet.headerRow('ZER2020') >= 0))
      remarks.add('PARTS_OF_ZONES', { ...START(file), path: name }, name);
    return { file, entries: problems.length > 0 ? [] : entries, problems, remarks: remarks.all() };
  },
};

const START = (file: string) => ({ file, line: 1, column: 1, path: '' });

const isRates = (sheet: Sheet): boolean => {
  const header = sheet.rows[sheet.headerRow('ZE2020')];
  return header?.includes('LIBZE2020') === true && !header.includes('CODGEO') && !header.includes('NB_COM');
};

async function rateEntries(sheet: Sheet, workbook: Workbook, options: ForeignOptions, tell: Tell, remarks: Remarks): Promise<Entry[]> {
  const table = Table.of(sheet, ['ZE2020', 'LIBZE2020'], tell);
  if (!table) return [];
  const quarters = [...table.columns.keys()].filter((name) => QUARTER.test(name));
  const last = quarters.at(-1);
  for (const [name, column] of table.columns) {
    if (!QUARTER.test(name) && !OTHERS.has(name))
      tell(problem('QUARTER_INVALID', sheet.place(sheet.headerRow('ZE2020'), column), {}, name));
  }
  if (last === undefined) {
    tell(problem('COLUMNS_MISSING', sheet.place(sheet.headerRow('ZE2020'), 0), { sheet: sheet.name, columns: ['2003-T1', '2003-T2'] }));
    return [];
  }
  const vintage = options.vintage ?? last;
  const documentId = `insee-chomage-zones-${slugOf(vintage)}`;
  const { modified } = workbook;
  const entries = [
    Entry.ofEvent(
      DATASET,
      {
        id: documentId,
        record: 'RegisterSource',
        sourceId: documentId,
        title: `${sheet.titles()[0] ?? 'Taux de chômage localisés par zone d’emploi'} (${vintage})`,
        sourceKind: 'official-statistics',
        publisher: 'Insee',
        licence: 'Licence Ouverte 2.0',
        // The file says when it was last written: about when it was published.
        ...(modified && { occurred: `${modified}~` }),
      },
      () => sheet.place(0, 0),
    ),
  ];
  const seen = new Set<string>();
  for (const row of table.rows()) {
    const [code, name] = [row.text('ZE2020'), row.text('LIBZE2020')];
    if (code === undefined || name === undefined) continue;
    if (!ZONE.test(code)) row.tell('ZONE_INVALID', 'ZE2020', {});
    else if (seen.has(code)) row.tell('ZONE_TWICE', 'ZE2020', { code });
    else {
      seen.add(code);
      entries.push(...(await zoneEntries(DATASET, { code, name, documentId }, options.firstToTell, row)));
      const values = valuesOf(row, quarters, remarks);
      if (values.length > 0) entries.push(series(row, { code, name, vintage, documentId, values, published: modified }));
    }
  }
  return entries;
}

const OTHERS = new Set(['ZE2020', 'LIBZE2020', 'REG', 'LIBREG']);

function valuesOf(row: Row, quarters: readonly string[], remarks: Remarks) {
  return quarters.flatMap((quarter) => {
    const percent = row.number(quarter);
    if (percent === undefined) {
      if (row.value(quarter) === null) remarks.add('VALUE_ABSENT', row.place(quarter), `${row.text('ZE2020')} ${quarter}`);
      return [];
    }
    if (percent < 0 || percent > 100) row.tell('PERCENT_INVALID', quarter, {});
    const [, year, number] = QUARTER.exec(quarter)!;
    return [{ period: `${year}-${32 + Number(number)}`, value: Number((percent / 100).toFixed(6)) }];
  });
}

interface Told {
  readonly code: string;
  readonly name: string;
  readonly vintage: string;
  readonly documentId: string;
  readonly values: readonly { readonly period: string; readonly value: number }[];
  readonly published: string | undefined;
}

// The values are in the identifier: what was loaded is known again, and other values under the same vintage are refused as such.
function series(row: Row, { code, name, vintage, documentId, values, published }: Told): Entry {
  const indicatorId = `unemployment-ze-${code}`;
  return Entry.ofEvent(
    DATASET,
    {
      id: `ze-${code}-${slugOf(vintage)}-${contentHash(values).slice(0, 12)}`,
      record: 'ObserveSeries',
      indicatorId,
      name: `Taux de chômage localisé, ${name}`,
      territoryId: `ze-${code}`,
      unit: 'share',
      vintage,
      values,
      definition: DEFINITION,
      source: documentId,
      ...(published && { occurred: `${published}~` }),
    },
    (field) => row.place(columnOf(field, values)),
  );
}

function columnOf(field: string, values: Told['values']): string {
  const [, index] = /^values\[(\d+)\]/.exec(field) ?? [];
  const period = index === undefined ? undefined : values[Number(index)]?.period;
  return period === undefined ? (field === 'name' ? 'LIBZE2020' : 'ZE2020') : `${period.slice(0, 4)}-T${Number(period.slice(5)) - 32}`;
}
