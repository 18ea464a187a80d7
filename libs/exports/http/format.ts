import type { FastifyRequest } from 'fastify';
import { oneOf, Problem, type FieldProblem, type Parameter } from '@app/http';
import { formats, type Format } from '../formats.js';
import { DIALECTS, type Dialect } from '../writers/csv.js';
import { accepted } from './accept.js';

/** The parameters of an address that gives these formats: `f`, and `dialect` when CSV is one. */
export function formatParameters<Offered extends Format>(
  offered: readonly Offered[],
): { f: Parameter<Offered>; dialect: Parameter<Dialect> } {
  return {
    f: oneOf(offered, 'Format; otherwise the suffix of the address (.csv), otherwise Accept, otherwise the first'),
    dialect: oneOf(DIALECTS, 'Of CSV: standard (RFC 4180), or fr for Excel in French (semicolons, decimal comma, labels as headings)'),
  };
}

/**
 * The format that is asked for: by the suffix of the address (a route that ends in `.:format`), else `f`, else Accept. The first of those
 * offered is what an address without any gives.
 * @throws {Problem} 404 for a suffix that the address does not have, 406 with the list when nothing fits
 */
export function formatOf<Offered extends Format>(
  request: Pick<FastifyRequest, 'params' | 'headers'>,
  given: { readonly f?: Offered },
  offered: readonly Offered[],
): Offered {
  const suffix = (request.params as { format?: string } | undefined)?.format;
  if (suffix !== undefined) {
    const named = offered.find((name) => name === suffix);
    if (named === undefined) throw new Problem(404, 'FORMAT_UNKNOWN', { offered: offered.map((name) => `.${name}`) });
    return named;
  }
  if (given.f !== undefined) return given.f;
  const chosen = accepted(request.headers.accept, offered, (name) => formats[name].mediaTypes);
  if (chosen === undefined)
    throw new Problem(406, 'NOT_ACCEPTABLE', { offered: offered.map((name) => `${formats[name].mediaTypes[0]} (f=${name})`) });
  return chosen;
}

/**
 * Refuses what means nothing to the format chosen: a dialect outside CSV, and the parameters of pages for a file, which gives every line.
 * @throws {Problem} 400 that names each
 */
export function checkForFormat(format: Format, given: Readonly<Record<string, unknown>>, paged: readonly string[] = []): void {
  const wrong: FieldProblem[] = [];
  if (format !== 'csv' && given.dialect !== undefined) wrong.push({ field: 'dialect', value: given.dialect, says: OF_CSV });
  for (const field of paged) if (given[field] !== undefined) wrong.push({ field, value: given[field], says: OF_PAGES });
  if (wrong.length > 0) throw new Problem(400, 'PARAMETER_INVALID', {}, wrong);
}

const OF_CSV = {
  fr: { message: 'N’a de sens que pour le CSV.', remedy: 'Retirez dialect, ou demandez f=csv.' },
  en: { message: 'Only means something for CSV.', remedy: 'Leave dialect out, or ask for f=csv.' },
};

const OF_PAGES = {
  fr: { message: 'Un fichier donne toutes les lignes.', remedy: 'Retirez ce paramètre, ou lisez page par page avec f=json.' },
  en: { message: 'A file gives every line.', remedy: 'Leave this parameter out, or read page by page with f=json.' },
};
