import type { EffectiveFact, Figure } from '@app/kernel';
import { measured, type Measured } from '@app/measuring';
import type { SiteEvents } from '@domain/sites';

/** Fewer people than this are never shown as a group of their own: who knows the place would know them. */
export const SMALLEST_GROUP = 5;

type Cohort = SiteEvents['WorkforceReclassified'];

/**
 * What became of the people of a site, told once. Groups under five are put together with the smallest others until they are five or more; what a
 * subtraction from the totals would tell is left out as well. Whoever sees everything has the source's own figures.
 */
export function cohortRows(fact: EffectiveFact, { outOf, solved, onSameSite, breakdown = [], months }: Cohort): Measured[] {
  const horizon = months ?? null;
  const row = (measure: string, own: Partial<Measured> & { figure: Figure }) =>
    measured(fact, { measure, claim: measure, status: 'realised', horizon, ...own });
  const rest = people(solved) - breakdown.reduce((sum, group) => sum + group.people, 0);
  return [
    ...told(row('people-solved', { figure: solved }), isSmall(people(solved)) || (breakdown.length > 0 && isSmall(rest))),
    ...(outOf ? told(row('people-accompanied', { figure: outOf }), isSmall(people(outOf)) || isSmall(people(outOf) - people(solved))) : []),
    ...(onSameSite
      ? told(
          row('people-solved-on-same-site', { figure: onSameSite }),
          isSmall(people(onSameSite)) || isSmall(people(solved) - people(onSameSite)),
        )
      : []),
    ...groups(breakdown).flatMap(({ members, apart }) => {
      const rows = members.map(({ solution, people: value }) =>
        row('people-by-solution', { category: solution, figure: { value, unit: 'people' } }),
      );
      if (apart) return rows;
      const together = members.reduce((sum, group) => sum + group.people, 0);
      const figure = { value: together, unit: 'people' } as const;
      return [
        ...rows.map((one) => ({ ...one, audience: 'insiders' as const })),
        withheld(row('people-by-solution', { category: 'withheld', figure }), together),
      ];
    }),
  ];
}

/** Only counts of people can be too small; a share of an unknown whole is nobody. */
const people = ({ value, low, unit }: Figure): number => (unit === 'people' ? (value ?? low ?? 0) : NaN);

const isSmall = (count: number): boolean => count > 0 && count < SMALLEST_GROUP;

/** A count of people: as it is, or when there are too few of them for insiders only. */
export const toldOfPeople = (row: Measured): Measured[] => told(row, row.unit === 'people' && isSmall(row.value ?? 0));

/** A figure as it is, or for insiders only with a mark of its absence for the others. */
function told(row: Measured, hidden: boolean): Measured[] {
  return hidden ? [{ ...row, audience: 'insiders' }, withheld(row, 0)] : [row];
}

function withheld(row: Measured, people: number): Measured {
  const known = people >= SMALLEST_GROUP;
  return { ...row, audience: 'public', value: known ? people : null, low: null, high: null, bound: null };
}

/** Groups as they may be shown: those large enough, each apart; the small ones together, with as many others as make them five. */
function groups(breakdown: NonNullable<Cohort['breakdown']>) {
  const bySize = [...breakdown].sort((a, b) => a.people - b.people);
  const pool = bySize.filter((group) => isSmall(group.people));
  const others = bySize.filter((group) => !isSmall(group.people));
  const size = () => pool.reduce((sum, group) => sum + group.people, 0);
  while (pool.length > 0 && (size() < SMALLEST_GROUP || pool.length < 2)) {
    const index = others.findIndex((group) => group.people > 0);
    if (index < 0) break;
    pool.push(...others.splice(index, 1));
  }
  return [...others.map((group) => ({ members: [group], apart: true })), ...(pool.length > 0 ? [{ members: pool, apart: false }] : [])];
}
