import { counted, type Figure, type Geometry } from '@app/kernel';

/** A property of a feature: maps and tables take nothing deeper. */
export type Scalar = string | number | boolean | null;
export type Scalars = Readonly<Record<string, Scalar>>;

/**
 * What a fact says of its thing. `is` describes it, and the last word counts, whatever its date. `stands` is how things were on that day, and the
 * latest day counts.
 */
export interface Saying {
  readonly is?: Scalars;
  readonly stands?: Scalars;
  readonly geometry?: Geometry;
  /** Days of the fact are days of the feature: it was there. Absent for what is only expected. */
  readonly there?: boolean;
  /** The feature ends with the fact (`true`), or goes on after all (`false`). */
  readonly ends?: boolean;
  /** It begins and ends with this fact, as a payment does. */
  readonly momentary?: true;
}

/** Without what the fact does not say: it must not hide what another says. */
export function said(values: Readonly<Record<string, Scalar | undefined>>): Scalars {
  const some: Record<string, Scalar> = {};
  for (const key in values) if (values[key] !== undefined) some[key] = values[key];
  return some;
}

/** The number that stands for a figure in a table: its value, else its low end. */
export const numberOf = (figure: Figure | undefined): number | undefined => (figure === undefined ? undefined : counted(figure));
