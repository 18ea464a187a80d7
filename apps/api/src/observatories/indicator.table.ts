import type { Column, Row, Table } from '@app/exports';
import { isTime, type Answer, type Cell, type Dimension, type Indicator, type IndicatorUnit } from '@app/measuring';
import { labelOf } from './wire.js';
import type { Asking } from './asking.js';
import { columnLabels, dimensionLabels, FIGURES } from './words.js';

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

/** The cells of an indicator as lines: what it is broken down by, then the figures. */
export function indicatorTable(
  indicator: Indicator,
  { cells }: Answer,
  asking: Asking,
): Omit<Table, 'metadata' | 'rows'> & { rows: AsyncIterable<Row> } {
  const { by } = asking.question;
  return { name: indicator.key, title: indicator.label, columns: columnsOf(indicator, by), rows: rowsOf(cells, indicator, asking) };
}

function columnsOf({ unit }: Indicator, by: readonly Dimension[]): Column[] {
  const symbol = SYMBOLS[unit];
  return [
    ...by.map((key): Column => ({ key, label: dimensionLabels(key), type: isTime(key) || key === 'territory' ? 'identifier' : 'text' })),
    ...(by.includes('territory') ? [{ key: 'territory_label', label: columnLabels('territoryLabel'), type: 'text' } as const] : []),
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

async function* rowsOf(cells: readonly Cell[], { unit }: Indicator, asking: Asking): AsyncGenerator<Row> {
  for (const { key, ...figures } of cells) {
    const territory = key.territory === undefined ? {} : { territory_label: labelOf('territory', key.territory, asking) };
    yield { ...key, ...territory, ...figures, unit };
  }
}
