import type { EffectiveFact } from '@app/kernel';
import { into, type Projection, type TableRows } from '@app/projecting';
import type { MeasuredRow } from './measured-row.js';
import { sayings, type Measured } from './measured.js';

/** What each event of an observatory measures, by its type. */
export type MeasuresOf<Events> = { readonly [Type in keyof Events]?: (data: Events[Type], fact: EffectiveFact) => Measured[] };

/** What one observatory says of its projection; how facts become rows is the same for all. */
export interface MeasuringParts<Events> extends Pick<Projection, 'name' | 'version'> {
  readonly table: new () => MeasuredRow;
  /** The kinds of subjects whose streams it reads. */
  readonly kinds: readonly string[];
  readonly rows: MeasuresOf<Events>;
  /** The measure that a claim of those streams is about, by the key of the claim; undefined when no indicator counts it. */
  readonly measureOf: (about: string) => string | undefined;
}

const NOTHING: readonly TableRows[] = [];

/** The projection of an observatory: its own events, and of every stream it reads what else is said, disputed and settled there. */
export function measuringProjection<Events>({ name, version, table, kinds, rows, measureOf }: MeasuringParts<Events>): Projection {
  const streams = new RegExp(`^(${kinds.join('|')})-`);
  const byType = new Map(Object.entries(rows as Readonly<Record<string, (data: object, fact: EffectiveFact) => Measured[]>>));
  return {
    name,
    version,
    tables: [table],
    rows: (fact) => {
      if (!streams.test(fact.streamId)) return NOTHING;
      const own = byType.get(fact.type);
      const made = own ? own(fact.data, fact) : sayings(fact, measureOf);
      return made.length > 0 ? [into(table, ...made)] : NOTHING;
    },
  };
}
