import { refusal, refuseUnlessExcepted, surelyMore, type Decider, type Figure } from '@app/kernel';
import type { TrainingCommand, TrainingCommands } from './employment.commands.js';
import type { TrainingEvents } from './employment.events.js';

type Training = { readonly status: 'unknown' } | { readonly status: 'open' | 'closed'; readonly places?: Figure };

export const trainingDecider: Decider<Training, TrainingCommands, TrainingEvents> = {
  kind: 'training',
  initial: { status: 'unknown' },
  decide: {
    OpenTraining: (command, training) => {
      if (training.status !== 'unknown') throw refusal('TRAINING_ALREADY_OPEN', { id: command.trainingId });
      const { name, communeCode, place, projectId, places, naf, sector } = command;
      return [{ type: 'TrainingOpened', data: { name, communeCode, place, projectId, places, naf, sector } }];
    },
    CountTrainees: (command, training) => {
      const { places } = opened(training, command);
      if (places && surelyMore(command.trainees, places))
        refuseUnlessExcepted(command, 'MORE_TRAINEES_THAN_PLACES', { places: places.value ?? places.high });
      return [{ type: 'TraineesCounted', data: { trainees: command.trainees } }];
    },
    CloseTraining: (command, training) => (opened(training, command).status === 'closed' ? [] : [{ type: 'TrainingClosed', data: {} }]),
  },
  evolve: {
    TrainingOpened: (_, { places }) => ({ status: 'open', places }),
    TraineesCounted: (training) => training,
    TrainingClosed: (training) => ({ ...training, status: 'closed' }),
  },
};

function opened(training: Training, { trainingId }: TrainingCommand) {
  if (training.status === 'unknown') throw refusal('TRAINING_UNKNOWN', { id: trainingId });
  return training;
}
