import type { Column, Row } from '@app/exports';
import type { FieldProblem } from '@app/http';
import type { Cell, Dimension } from '@app/measuring';
import type { ReadModels } from '@app/projecting';
import { Outlines, type Outline, type Territories, type Territory } from '@app/territories';
import type { Words } from '@app/timeline';
import { column } from '../reading/files/columns.js';

/** Under this key a line holds the shape of its territory. */
export const GEOMETRY = 'geometry';

/** How a shape came to be: whoever draws it must know whether it is a border. */
export const PLACE_COLUMNS: readonly Column[] = [
  column('drawn', 'text', 'Tracé', 'Drawn'),
  column('indicative', 'boolean', 'Forme indicative, et non une limite', 'Indicative shape, no border'),
  column('drawn_source', 'text', 'Source du tracé', 'Source of the shape'),
  column('drawn_year', 'integer', 'Millésime du tracé', 'Year of the shape'),
];

/** True when there is one cell, hence one feature, for each territory. */
export const isByTerritory = (by: readonly Dimension[]): boolean => by.length === 1 && by[0] === 'territory';

export const NOT_BY_TERRITORY: FieldProblem = {
  field: 'by',
  says: {
    fr: { message: 'Une carte a une case par territoire.', remedy: 'Écrivez by=territory, seul ; filtrez le reste.' },
    en: { message: 'A map has one cell for each territory.', remedy: 'Write by=territory alone; filter by the rest.' },
  },
};

/**
 * The shapes of the territories of these cells, by identifier, as the end of their lines. A municipality without an outline is a point, any other
 * territory the soft shape that `Outlines` gives; both are marked.
 */
export async function placesOf(
  models: ReadModels,
  territories: Territories,
  cells: readonly Cell[],
  parts: ReadonlyMap<string, Territory>,
  words: Words,
): Promise<ReadonlyMap<string, Row>> {
  const outlines = new Outlines(models);
  const asked = cells.flatMap(({ key }) => parts.get(key.territory ?? '') ?? []);
  const communes = asked.filter(({ kind }) => kind === 'municipality');
  const codes = communes.flatMap(({ code }) => code ?? []);
  const [given, points] = [await outlines.givenOf(codes), await outlines.points(codes)];
  const rows = new Map<string, Row>();
  for (const territory of asked) {
    const { id, kind, code } = territory;
    if (kind !== 'municipality') rows.set(id, shaped(await outlines.of(territories, territory), words));
    else if (given.has(code!)) rows.set(id, shaped(given.get(code!), words));
    else rows.set(id, pointed(points.get(code!)));
  }
  return rows;
}

function shaped(outline: Outline | undefined, { language }: Words): Row {
  if (!outline) return NOWHERE;
  const { area, drawn, vintage, sourceFr, sourceEn } = outline;
  const source = language === 'fr' ? sourceFr : sourceEn;
  return { [GEOMETRY]: area, drawn, indicative: drawn === 'indicative', drawn_source: source, drawn_year: vintage };
}

const pointed = (coordinates: readonly [number, number] | undefined): Row =>
  coordinates ? { [GEOMETRY]: { type: 'Point', coordinates }, drawn: 'point', indicative: true } : NOWHERE;

const NOWHERE: Row = { [GEOMETRY]: null };
