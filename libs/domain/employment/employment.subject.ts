import { activityEn, activityFr, figureEn, figureFr, subjectModule } from '@app/kernel';
import { trainingCommands } from './employment.commands.js';
import { trainingDecider } from './employment.decider.js';

type Facts = Record<'id' | 'places', string>;

export const trainings = subjectModule({
  decider: trainingDecider,
  plural: 'trainings',
  idField: 'trainingId',
  commands: trainingCommands,
  routes: { OpenTraining: 'opening', CountTrainees: 'trainee-counts', CloseTraining: 'closure' },
  sentences: {
    fr: {
      TrainingOpened: ({ place, places, naf, sector }) =>
        [
          `Ouverture de la formation${place ? ` (${place})` : ''}${places ? `, ${figureFr(places, 'place')}` : ''}`,
          ...activityFr({ naf, sector }),
        ].join(' ; '),
      TraineesCounted: ({ trainees }) => `Stagiaires comptés : ${figureFr(trainees)}`,
      TrainingClosed: () => 'Fin de la formation',
    },
    en: {
      TrainingOpened: ({ place, places, naf, sector }) =>
        [
          `Training opened${place ? ` (${place})` : ''}${places ? `, ${figureEn(places, 'place')}` : ''}`,
          ...activityEn({ naf, sector }),
        ].join('; '),
      TraineesCounted: ({ trainees }) => `Trainees: ${figureEn(trainees)}`,
      TrainingClosed: () => 'Training closed',
    },
  },
  refusals: {
    fr: {
      TRAINING_ALREADY_OPEN: ({ id }: Facts) => `La formation « ${id} » est déjà ouverte.`,
      TRAINING_UNKNOWN: ({ id }: Facts) => `La formation « ${id} » est inconnue : ouvrez-la d’abord.`,
      MORE_TRAINEES_THAN_PLACES: ({ places }: Facts) => `Plus de stagiaires que de places (${places}).`,
    },
    en: {
      TRAINING_ALREADY_OPEN: ({ id }: Facts) => `Training "${id}" is already open.`,
      TRAINING_UNKNOWN: ({ id }: Facts) => `Training "${id}" is unknown: open it first.`,
      MORE_TRAINEES_THAN_PLACES: ({ places }: Facts) => `More trainees than places (${places}).`,
    },
  },
  statuses: { TrainingOpened: 'open', TrainingClosed: 'closed' },
  claims: {
    TrainingOpened: ({ places }) => (places ? [{ about: 'places', figure: places }] : []),
    TraineesCounted: ({ trainees }) => [{ about: 'trainees', figure: trainees }],
  },
});
