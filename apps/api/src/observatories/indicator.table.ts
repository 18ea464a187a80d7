import type { Column, Row, Table } from '@app/exports';
import { isTime, type Answer, type Cell, type Dimension, type Indicator, type IndicatorUnit } from '@app/measuring';
import { GEOMETRY, PLACE_COLUMNS } from './indicator.places.js';
import { NAMED, type Labels } from './labels.js';
import { columnLabels, dimensionLabels, FIGURES, nameLabels } from './words.js';

const TYPES: Readonly<Record<(typeof FIGURES)[number], Column['type']>> = {
  value: 'decimal',
  low: 'decimal',
  high: 'decimal',
  sure: 'decimal',
  possible: 'decimal',
  facts: 'integer',
  subjects: 'integer',
  disputed: 'boolean',
  approximate: 'boolean',
  withheld: 'boolean',
};
const SYMBOLS: Partial<Record<IndicatorUnit, string>> = { EUR: '€', ha: 'ha', m2: 'm²' };

/** The cells of an indicator as lines: what it is broken down by, then the figures, then the places of territories where they are given. */
export function indicatorTable(
  indicator: Indicator,
  { cells }: Answer,
  by: readonly Dimension[],
  labels: Labels,
  places?: ReadonlyMap<string, Row>,
): Omit<Table, 'metadata' | 'rows'> & { rows: AsyncIterable<Row> } {
  const table = { name: indicator.key, title: indicator.label, rows: rowsOf(cells, indicator, labels, places) };
  if (!places) return { ...table, columns: columnsOf(indicator, by) };
  return { ...table, columns: [...columnsOf(indicator, by), ...PLACE_COLUMNS], geometry: GEOMETRY, identifiedBy: 'territory' };
}

function columnsOf({ unit }: Indicator, by: readonly Dimension[]): Column[] {
  const symbol = SYMBOLS[unit];
  return [
    ...by.map((key): Column => ({ key, label: dimensionLabels(key), type: isTime(key) || key === 'territory' ? 'identifier' : 'text' })),
    ...NAMED.filter((key) => by.includes(key)).map((key): Column => ({ key: `${key}_label`, label: nameLabels(key), type: 'text' })),
    ...FIGURES.map((key): Column => {
      const label = columnLabels(key);
      return {
        key,
        label,
        type: TYPES[key],
        ...(symbol && ['value', 'low', 'high', 'sure', 'possible'].includes(key) && { unit: symbol }),
      };
    }),
    { key: 'unit', label: columnLabels('unit'), type: 'text' },
  ];
}

async function* rowsOf(
  cells: readonly Cell[],
  { unit }: Indicator,
  labels: Labels,
  places?: ReadonlyMap<string, Row>,
): AsyncGenerator<Row> {
  for (const { key, ...figures } of cells) {
    const names = NAMED.map((dimension) => [`${dimension}_label`, labels(dimension, key[dimension])] as const);
    yield { ...key, ...Object.fromEntries(names), ...figures, unit, ...places?.get(key.territory ?? '') };
  }
}
