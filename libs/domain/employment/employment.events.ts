import type { Figure, Naf } from '@app/kernel';

/** Training courses. Pledges and counts of jobs live with the project or the site they belong to. */
export interface TrainingEvents {
  TrainingOpened: {
    name: string;
    communeCode?: string;
    place?: string;
    projectId?: string;
    places?: Figure;
    /** The activity it trains for. */
    naf?: Naf;
    /** *Filière*: `batteries`. */
    sector?: string;
  };
  TraineesCounted: { trainees: Figure };
  TrainingClosed: object;
}
