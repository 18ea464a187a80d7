/** All that a page shows is in its address: a link says exactly what its author saw. */
export interface Search {
  readonly lang?: 'en';
  /** True by then. */
  readonly at?: string;
  /** Known by then. */
  readonly asOf?: string;
  /** Known means published, not recorded. */
  readonly asOfBasis?: 'publication';
  readonly kind?: readonly string[];
  readonly q?: string;
  readonly disputed?: true;
  /** Number of the fact that the replay stands at, from 1. */
  readonly step?: number;
  readonly view?: 'table';
}

const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** Keeps what is right and drops the rest: an address typed by hand never breaks the page. */
export function validSearch(given: Record<string, unknown>): Search {
  const text = (value: unknown, most: number) =>
    typeof value === 'string' && value !== '' ? value.slice(0, most) : typeof value === 'number' ? String(value) : undefined;
  const date = (value: unknown) => (DATE.test(String(value)) ? String(value) : undefined);
  const kinds = (Array.isArray(given.kind) ? given.kind : (text(given.kind, 200)?.split(',') ?? [])).filter(
    (kind): kind is string => typeof kind === 'string' && /^[a-z]{2,20}$/.test(kind),
  );
  const step = Number(given.step);
  return clean({
    lang: given.lang === 'en' ? 'en' : undefined,
    at: date(given.at),
    asOf: date(given.asOf),
    asOfBasis: given.asOfBasis === 'publication' ? 'publication' : undefined,
    kind: kinds.length > 0 ? kinds : undefined,
    q: text(given.q, 100),
    disputed: given.disputed === true || given.disputed === 'true' ? true : undefined,
    step: Number.isInteger(step) && step > 0 ? step : undefined,
    view: given.view === 'table' ? 'table' : undefined,
  });
}

const clean = (search: Search): Search => Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));

/** What the API is asked, of all that the address says. */
export const momentOf = ({ at, asOf, asOfBasis, lang }: Search) => ({ at, asOf, asOfBasis, lang: lang ?? 'fr' });
