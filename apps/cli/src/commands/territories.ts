import { readFile, stat } from 'node:fs/promises';
import type { DivisionKind } from '@app/reference';
import { outlinesIn, storeOutlines, type OutlineFile, type OutlineProblem } from '@app/territories';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { withSystem } from '../with-system.js';

interface Options {
  readonly source: string;
  readonly vintage: string;
  readonly kind?: string;
  readonly check?: boolean;
  readonly json?: boolean;
}

const MOST_BYTES = 256 * 1_024 * 1_024;
const MOST_SAID = 20;
const KINDS: Readonly<Record<string, DivisionKind>> = {
  commune: 'municipality',
  epci: 'intercommunality',
  departement: 'department',
  region: 'region',
};

const PROBLEMS: Readonly<Record<OutlineProblem['code'], (found: string) => string>> = {
  NOT_GEOJSON: (found) => `n’est pas du GeoJSON : « ${found} » au lieu de Feature ou FeatureCollection.`,
  OTHER_REFERENCE_SYSTEM: (found) => `n’est pas en WGS 84 (${found}) : exportez en EPSG:4326.`,
  TOO_MANY: (found) => `a trop d’éléments (${found}) : donnez le fichier par départements.`,
  GEOMETRY: (found) => `contour non valable : ${found}.`,
  NO_CODE: (found) => `aucun code officiel entre guillemets dans « code », « siren » ni « insee » : ${found}.`,
  CODE_UNKNOWN: (found) => `le code « ${found} » n’est celui d’aucun territoire.`,
  CODE_AMBIGUOUS: (found) => `le code « ${found} » est celui d’un département et d’une région : précisez --kind.`,
  TWICE: (found) => `« ${found} » a déjà un contour dans ce fichier.`,
};

/** Keeps the outlines of a GeoJSON file, in place of those of the same territories; nothing when anything in it is wrong. */
export async function outlines(path: string, options: Options): Promise<void> {
  const vintage = /^(19|20)\d{2}$/.test(options.vintage) ? Number(options.vintage) : undefined;
  if (vintage === undefined) throw new Exit(EXIT.usage, `« ${options.vintage} » n’est pas une année : --vintage 2026.`);
  const source = options.source.trim();
  if (source === '' || source.length > 200) throw new Exit(EXIT.usage, 'la source a de 1 à 200 caractères : --source "IGN Admin Express".');
  const kind = options.kind === undefined ? undefined : KINDS[options.kind];
  if (options.kind !== undefined && !kind)
    throw new Exit(EXIT.usage, `la sorte « ${options.kind} » n’existe pas. Sortes : ${Object.keys(KINDS).join(', ')}.`);
  const file = outlinesIn(await readJson(path), kind);
  if (file.problems.length > 0) throw new Exit(EXIT.usage, told(path, file.problems));
  if (!options.check) await withSystem(({ readModels }) => storeOutlines(readModels, file.outlines, source, vintage));
  tell(file, options);
}

function tell({ outlines, former }: OutlineFile, { check, json }: Options): void {
  if (json) return printJson({ [check ? 'valid' : 'stored']: outlines.length, former });
  print(`${outlines.length} contours ${check ? 'valables' : 'gardés'}.`);
  if (former.length === 0) return;
  const list = former.slice(0, MOST_SAID).map(({ code, successor }) => `${code} (aujourd’hui ${successor})`);
  print(`Laissés de côté, ces communes n’existent plus : ${list.join(', ')}${former.length > MOST_SAID ? '…' : ''}.`);
}

function told(path: string, problems: readonly OutlineProblem[]): string {
  const lines = problems
    .slice(0, MOST_SAID)
    .map(({ index, code, found }) => `${path}${index === null ? '' : `, élément ${index + 1}`} : ${PROBLEMS[code](found)}`);
  if (problems.length > MOST_SAID) lines.push(`… et ${problems.length - MOST_SAID} autres.`);
  return ['contours à corriger', ...lines, 'Rien n’a été écrit.'].join('\n');
}

async function readJson(path: string): Promise<unknown> {
  const { size } = await stat(path);
  if (size > MOST_BYTES) throw new Exit(EXIT.usage, `« ${path} » dépasse 256 Mo : donnez-le par départements.`);
  try {
    return JSON.parse((await readFile(path, 'utf8')).replace(/^\ufeff/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Exit(EXIT.usage, `« ${path} » n’est pas du JSON : ${error.message}`);
    throw error;
  }
}
