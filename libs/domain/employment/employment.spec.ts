import type { ClaimMeta } from '@app/kernel';
import { given } from '@app/testing';
import { trainingDecider } from './employment.decider.js';
import { trainings } from './employment.subject.js';

describe('a training course', () => {
  it('opens once, before anything is said of it', () => {
    given(trainingDecider)
      .when('OpenTraining', { trainingId, ...opened.data })
      .then(opened);
    given(trainingDecider, opened)
      .when('OpenTraining', { trainingId, ...opened.data })
      .thenRefused('TRAINING_ALREADY_OPEN');
    given(trainingDecider)
      .when('CountTrainees', { trainingId, trainees: people(12) })
      .thenRefused('TRAINING_UNKNOWN');
    given(trainingDecider).when('CloseTraining', { trainingId }).thenRefused('TRAINING_UNKNOWN');
  });

  it('may say what activity it trains for', () =>
    given(trainingDecider)
      .when('OpenTraining', { trainingId, ...opened.data, ...activity })
      .then({ type: 'TrainingOpened', data: { ...opened.data, ...activity } }));

  it('has no more trainees than places, unless the source says so', () => {
    const counted = { type: 'TraineesCounted', data: { trainees: people(13) } } as const;
    given(trainingDecider, opened)
      .when('CountTrainees', { trainingId, trainees: people(13) })
      .thenRefused('MORE_TRAINEES_THAN_PLACES');
    given(trainingDecider, opened)
      .when('CountTrainees', { trainingId, trainees: people(13), exception: { rule: 'MORE_TRAINEES_THAN_PLACES', reason: 'so it says' } })
      .then(counted);
    given(trainingDecider, { ...opened, data: { ...opened.data, places: { ...people(12), bound: 'at-least' } } })
      .when('CountTrainees', { trainingId, trainees: people(13) })
      .then(counted);
    given(trainingDecider, { ...opened, data: { ...opened.data, places: undefined } })
      .when('CountTrainees', { trainingId, trainees: people(13) })
      .then(counted);
  });

  it('closes once, and its trainees may still be counted', () => {
    const closed = { type: 'TrainingClosed', data: {} } as const;
    given(trainingDecider, opened).when('CloseTraining', { trainingId }).then(closed);
    given(trainingDecider, opened, closed).when('CloseTraining', { trainingId }).thenNothing();
    given(trainingDecider, opened, closed)
      .when('CountTrainees', { trainingId, trainees: people(11) })
      .then({ type: 'TraineesCounted', data: { trainees: people(11) } });
  });

  it('is told with its place and its places', () => {
    expect(french('TrainingOpened', opened.data)).toBe('Ouverture de la formation (lycée Voltaire), 12 places');
    expect(french('TrainingOpened', {})).toBe('Ouverture de la formation');
    expect(french('TrainingOpened', activity)).toBe('Ouverture de la formation ; activité : NAF rév. 2 27.20Z ; filière : batteries');
    expect(french('TraineesCounted', { trainees: people(1) })).toBe('Stagiaires comptés : 1 personne');
  });

  it('says how many places and trainees there are, which others may count otherwise', () => {
    expect(claims('TrainingOpened', opened.data)).toEqual([{ about: 'places', figure: people(12) }]);
    expect(claims('TrainingOpened', {})).toEqual([]);
    expect(claims('TraineesCounted', { trainees: people(11) })).toEqual([{ about: 'trainees', figure: people(11) }]);
  });
});

const trainingId = 'pilote-de-ligne-de-production';
const activity = { naf: { code: '27.20Z', nomenclature: 'NAFRev2' }, sector: 'batteries' } as const;
const people = (value: number) => ({ value, unit: 'people' as const });
const opened = {
  type: 'TrainingOpened' as const,
  data: {
    name: 'Pilote de ligne de production',
    place: 'lycée Voltaire',
    communeCode: '62895',
    projectId: 'gigafactory-acc',
    places: people(12),
  },
};
const french = (type: string, data: object) =>
  (trainings.sentences.fr[type] as (data: object) => string)(data).replace(/[\u00a0\u202f]/g, ' ');
const claims = (type: string, data: object) =>
  (trainings.claims[type] as (data: never, meta: ClaimMeta) => unknown)(data as never, {} as ClaimMeta);
