import { effectiveFacts, type EffectiveFact } from '@app/kernel';
import { recorded } from './given.js';

interface Rows {
  rows(fact: EffectiveFact): readonly { readonly rows: readonly object[] }[];
}

/** `rowsOf(projection, 'site-bridgestone-bethune', { type: 'SiteClosed', … })`: what a projection makes of a stream's facts, in order. */
export function rowsOf<Row extends object>(
  projection: Rows,
  streamId: string,
  ...told: readonly { readonly type: string; readonly data: object; readonly occurred?: string }[]
): Row[] {
  const facts = told.map((fact, revision) => ({ ...recorded(fact, revision), streamId }));
  return effectiveFacts(facts).flatMap((fact) => projection.rows(fact).flatMap(({ rows }) => rows as readonly Row[]));
}
