/**
 * Who may see a fact. `confidential` facts leave no trace for those who may not see them: not in counts, sums, feeds,
 * identifiers, error messages or timings. `until` lifts the secret: on a day (ISO date, Europe/Paris), or when an event
 * of that type is recorded in the same stream; with both, by the first that comes.
 */
export type Visibility =
  | { readonly level: 'public' }
  | { readonly level: 'internal' }
  | { readonly level: 'confidential'; readonly until?: { readonly date?: string; readonly event?: string } };

export const PUBLIC: Visibility = { level: 'public' };
