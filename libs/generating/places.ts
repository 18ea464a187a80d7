import { allCommunes, communeOf, intercommunalityOf, type Commune, type Division } from '@app/reference';
import { Chance } from './chance.js';

export interface PlacesOptions {
  /** Only so many municipalities, those where most happens. */
  readonly communes?: number;
  /** Only these departments, by code. */
  readonly departments?: readonly string[];
}

/** Where things happen: in a few municipalities most of the time, in most of them hardly ever. */
export class Places {
  readonly communes: readonly Commune[];
  // Walker's alias method: one look for a draw, however many municipalities there are.
  private readonly keep: Float64Array;
  private readonly other: Int32Array;

  constructor(seed: number, { communes: most, departments }: PlacesOptions) {
    const within = departments && new Set(departments);
    const chance = new Chance(seed, 17);
    const weighted = [...allCommunes()]
      .filter(({ population = 0, departmentCode }) => population > 0 && (!within || within.has(departmentCode)))
      // More than in proportion to its people, and some towns are luckier than others.
      .map((commune) => ({ commune, weight: commune.population! ** 1.15 * chance.around(1, 1) }))
      .sort((one, other) => other.weight - one.weight)
      .slice(0, most);
    if (weighted.length === 0) throw new RangeError('no municipality: check the departments');
    this.communes = weighted.map(({ commune }) => commune);
    [this.keep, this.other] = aliases(weighted.map(({ weight }) => weight));
  }

  any(chance: Chance): Commune {
    const index = chance.below(this.communes.length);
    return this.communes[chance.next() < this.keep[index]! ? index : this.other[index]!]!;
  }
}

/** The intercommunality of a municipality, undefined on a few islands. */
export const groupOf = (commune: Commune): Division | undefined => (communeOf(commune.code) ? intercommunalityOf(commune.code) : undefined);

function aliases(weights: readonly number[]): [Float64Array, Int32Array] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const share = weights.map((weight) => (weight * weights.length) / total);
  const keep = new Float64Array(weights.length).fill(1);
  const other = new Int32Array(weights.length);
  const small = [...share.keys()].filter((index) => share[index]! < 1);
  const large = [...share.keys()].filter((index) => share[index]! >= 1);
  while (small.length > 0 && large.length > 0) {
    const [poor, rich] = [small.pop()!, large.at(-1)!];
    keep[poor] = share[poor]!;
    other[poor] = rich;
    share[rich]! += share[poor]! - 1;
    if (share[rich]! < 1) small.push(large.pop()!);
  }
  return [keep, other];
}
