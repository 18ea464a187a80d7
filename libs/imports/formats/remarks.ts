import { problem, type ImportProblem, type Place, type ProblemCode, type ProblemFacts } from '../problem.js';

type RemarkFacts = { readonly count: number; readonly first: string };
type RemarkCode = { [Code in ProblemCode]: ProblemFacts[Code] extends RemarkFacts ? Code : never }[ProblemCode];

/** Things left out or changed on the way in, of which there may be thousands: each kind is said once, where it first was, with how many. */
export class Remarks {
  private readonly kinds = new Map<RemarkCode, { place: Place; count: number; examples: Set<string> }>();

  add(code: RemarkCode, place: Place, example: string): void {
    const kind = this.kinds.get(code) ?? { place, count: 0, examples: new Set<string>() };
    this.kinds.set(code, kind);
    kind.count += 1;
    if (kind.examples.size < MOST_EXAMPLES) kind.examples.add(example);
  }

  all(): ImportProblem[] {
    return [...this.kinds].map(([code, { place, count, examples }]) => {
      const more = count > examples.size && examples.size === MOST_EXAMPLES ? ', …' : '';
      return problem(code, place, { count, first: `${[...examples].join(', ')}${more}` });
    });
  }
}

const MOST_EXAMPLES = 5;
