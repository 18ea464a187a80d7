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

const sum = (solutions: readonly Solution[]): Figure => ({
  value: solutions.reduce((people, solution) => people + solution.people, 0),
  unit: 'people',
});

const exceeds = (part: Figure | undefined, whole: Figure | undefined): boolean =>
  part?.unit === 'people' && whole !== undefined && surelyMore(part, whole);
