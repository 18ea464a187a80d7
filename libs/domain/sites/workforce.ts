import { refuseUnlessExcepted, surelyMore, type Figure } from '@app/kernel';
import type { ReclassifyWorkforce } from './sites.commands.js';
import type { Solution } from './sites.events.js';

const UNSOLVED: readonly Solution['solution'][] = ['none', 'unknown'];

/**
 * Refuses an aggregate that cannot add up: more people than lost their job, or more in detail than in total.
 * Only counts of people are compared: a share says nothing of how many.
 */
export function reclassifiedWithin(command: ReclassifyWorkforce, lost: Figure | undefined): void {
  const { outOf, solved, onSameSite, breakdown = [] } = command;
  for (const [part, whole] of [
    [solved, lost],
    [outOf, lost],
    [solved, outOf],
  ]) {
    if (exceeds(part, whole)) refuseUnlessExcepted(command, 'RECLASSIFIED_MORE_THAN_LOST', { lost: whole!.value ?? whole!.high });
  }
  if (exceeds(onSameSite, solved)) refuseUnlessExcepted(command, 'MORE_ON_SAME_SITE_THAN_SOLVED', { solved: solved.value ?? solved.high });
  const withSolution = sum(breakdown.filter(({ solution }) => !UNSOLVED.includes(solution)));
  for (const [detailed, total] of [
    [withSolution, solved],
    [sum(breakdown), outOf],
  ] as const) {
    if (exceeds(detailed, total)) {
      refuseUnlessExcepted(command, 'BREAKDOWN_MORE_THAN_TOTAL', { detailed: detailed.value, solved: total!.value ?? total!.high });
    }
  }
}

/** Groups of fewer people than this could be recognised. */
const FEWEST = 5;

/**
 * Refuses to tell everybody of a group in which people could be recognised, or that a subtraction gives away, unless its source published it.
 * The rule of statistical secrecy on employees (Dares, Insee: no cell under five) is kept where facts are written: what is public stays so.
 */
export function noSmallGroupInPublic(command: ReclassifyWorkforce): void {
  const { outOf, solved, onSameSite, breakdown = [], visibility } = command;
  if (visibility?.level === 'internal') return;
  const withSolution = breakdown.filter(({ solution }) => !UNSOLVED.includes(solution));
  const stated = [...breakdown.map(({ people }) => people), ...[solved, onSameSite].map(headcount)];
  const left = [
    difference(headcount(outOf), headcount(solved)),
    difference(headcount(solved), headcount(onSameSite)),
    ...(withSolution.length > 0 ? [difference(headcount(solved), headcount(sum(withSolution)))] : []),
  ];
  const small = [...stated, ...left].find((people) => people !== undefined && people > 0 && people < FEWEST);
  if (small !== undefined) refuseUnlessExcepted(command, 'SMALL_GROUP_PUBLIC', { people: small });
}

const headcount = (figure: Figure | undefined): number | undefined => (figure?.unit === 'people' ? figure.value : undefined);
const difference = (whole: number | undefined, part: number | undefined): number | undefined =>
  whole === undefined || part === undefined ? undefined : whole - part;

const sum = (solutions: readonly Solution[]): Figure => ({
  value: solutions.reduce((people, solution) => people + solution.people, 0),
  unit: 'people',
});

const exceeds = (part: Figure | undefined, whole: Figure | undefined): boolean =>
  part?.unit === 'people' && whole !== undefined && surelyMore(part, whole);
