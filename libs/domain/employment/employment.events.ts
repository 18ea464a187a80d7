import type { Figure } from '@app/kernel';

/** Training courses. Pledges and counts of jobs live with the project or the site they belong to. */
export interface TrainingEvents {
  TrainingOpened: { name: string; communeCode?: string; place?: string; projectId?: string; places?: Figure };
  TraineesCounted: { trainees: Figure };
  TrainingClosed: object;
}
