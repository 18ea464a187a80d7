import { given } from '@app/testing';
import { labelDecider } from './labels.decider.js';
import { labels } from './labels.subject.js';

describe('a label', () => {
  it('is created once, and exists before it is awarded', () => {
    given(labelDecider, euralens).when('CreateLabel', { labelId, name: 'Label Euralens' }).thenRefused('LABEL_ALREADY_CREATED');
    given(labelDecider).when('AwardLabel', { labelId, awardId: 'foret', laureate: 'Forêt urbaine de Lens' }).thenRefused('LABEL_UNKNOWN');
    given(labelDecider).when('HoldRound', { labelId, roundId: '2022' }).thenRefused('LABEL_UNKNOWN');
  });

  it('has a round of eight laureates of which three are named', () =>
    given(labelDecider, euralens, round2022, awarded('foret'), awarded('mine-de-soleil'))
      .when('AwardLabel', {
        awardId: 'restauration',
        roundId: '2022',
        laureate: 'Restauration scolaire centralisée de Liévin',
        communeCode: '62510',
      })
      .then({
        type: 'LabelAwarded',
        data: { awardId: 'restauration', roundId: '2022', laureate: 'Restauration scolaire centralisée de Liévin', communeCode: '62510' },
      }));

  it('names no more laureates than its round counts', () => {
    const one = { ...round2022, data: { roundId: '2022', laureates: count(1) } };
    given(labelDecider, euralens, one, awarded('foret'))
      .when('AwardLabel', { awardId: 'second', roundId: '2022', laureate: 'Campus Euralogistic' })
      .thenRefused('MORE_AWARDS_THAN_LAUREATES');
    const atLeastOne = { ...round2022, data: { roundId: '2022', laureates: { ...count(1), bound: 'at-least' as const } } };
    given(labelDecider, euralens, atLeastOne, awarded('foret'))
      .when('AwardLabel', { awardId: 'second', roundId: '2022', laureate: 'Campus Euralogistic' })
      .then({ type: 'LabelAwarded', data: { awardId: 'second', roundId: '2022', laureate: 'Campus Euralogistic' } });
  });

  it('is awarded in a round that was held, unless the source says otherwise', () => {
    const award = { awardId: 'foret', roundId: 'constructor', laureate: 'Forêt urbaine de Lens' };
    given(labelDecider, euralens).when('AwardLabel', award).thenRefused('ROUND_NOT_HELD');
    given(labelDecider, euralens)
      .when('AwardLabel', { ...award, exception: { rule: 'ROUND_NOT_HELD', reason: 'no other trace of the round' } })
      .then({ type: 'LabelAwarded', data: award });
  });

  it('was awarded some time before 2022, in a round that nobody names', () =>
    given(labelDecider, euralens)
      .when('AwardLabel', {
        awardId: 'noeux',
        laureate: 'Reconversion d’une friche commerciale',
        holder: 'Nœux Environnement',
        occurred: '../2022',
      })
      .then({
        type: 'LabelAwarded',
        data: { awardId: 'noeux', laureate: 'Reconversion d’une friche commerciale', holder: 'Nœux Environnement' },
      }));

  it('is awarded twice when two sources date it apart, under two identifiers', () => {
    const award = { to: ['pole-metropolitain-artois'] };
    const since2018 = { type: 'LabelAwarded', data: { awardId: 'ti-2018', ...award }, occurred: '2018' } as const;
    given(labelDecider, euralens, since2018)
      .when('AwardLabel', { awardId: 'ti-2022', ...award, occurred: '2022-04' })
      .then({ type: 'LabelAwarded', data: { awardId: 'ti-2022', ...award } });
    given(labelDecider, euralens, since2018)
      .when('AwardLabel', { awardId: 'ti-2018', ...award, occurred: '2018' })
      .thenNothing();
    given(labelDecider, euralens, since2018)
      .when('AwardLabel', { awardId: 'ti-2018', ...award, occurred: '2022-04' })
      .thenRefused('AWARD_ALREADY_MADE');
  });

  it('says what it rewards, and what a laureate is rewarded for', () => {
    given(labelDecider)
      .when('CreateLabel', { labelId, name: 'Label Euralens', purposes: ['circular', 'social'] })
      .then({ type: 'LabelCreated', data: { name: 'Label Euralens', purposes: ['circular', 'social'] } });
    const award = { awardId: 'ressourcerie', laureate: 'Ressourcerie de Liévin', purposes: ['circular'] };
    const told = { type: 'LabelAwarded', data: award } as const;
    given(labelDecider, euralens).when('AwardLabel', award).then(told);
    given(labelDecider, euralens, told).when('AwardLabel', award).thenNothing();
    given(labelDecider, euralens, told)
      .when('AwardLabel', { ...award, purposes: ['social'] })
      .thenRefused('AWARD_ALREADY_MADE');
  });

  it('goes to somebody', () =>
    given(labelDecider, euralens).when('AwardLabel', { awardId: 'x', holder: 'Ville de Lens' }).thenRefused('AWARD_TO_NOBODY'));

  it('holds each round once, within the total to date', () => {
    given(labelDecider, euralens, round2022).when('HoldRound', { roundId: '2022' }).thenRefused('ROUND_ALREADY_HELD');
    given(labelDecider, euralens)
      .when('HoldRound', { roundId: '2022', laureates: count(58), totalToDate: count(8) })
      .thenRefused('TOTAL_BELOW_ROUND');
  });

  it('is withdrawn once, from who holds it', () => {
    given(labelDecider, euralens).when('WithdrawLabel', { awardId: 'foret' }).thenRefused('AWARD_UNKNOWN');
    given(labelDecider, euralens, awarded('foret'))
      .when('WithdrawLabel', { awardId: 'foret' })
      .then({ type: 'LabelWithdrawn', data: { awardId: 'foret' } });
    const withdrawn = { type: 'LabelWithdrawn', data: { awardId: 'foret' } } as const;
    given(labelDecider, euralens, awarded('foret'), withdrawn).when('WithdrawLabel', { awardId: 'foret' }).thenNothing();
    given(labelDecider, euralens, awarded('foret'), withdrawn)
      .when('AwardLabel', { awardId: 'foret', laureate: 'Forêt urbaine de Lens' })
      .then({ type: 'LabelAwarded', data: { awardId: 'foret', laureate: 'Forêt urbaine de Lens' } });
  });
});

describe('what the timeline says of a label', () => {
  const say = (type: string, data: object) => (labels.sentences.fr[type] as (data: object) => string)(data).replace(/[\u00a0\u202f]/g, ' ');

  it('tells of a round', () =>
    expect(say('RoundHeld', { ...round2022.data, jury: ['Cercle de Qualité Euralens', 'lycéens'] })).toBe(
      'Session 2022 du label : 8 lauréats ; 58 lauréats depuis l’origine ; jury : Cercle de Qualité Euralens et lycéens',
    ));

  it('names laureates, and counts territories rather than show their identifiers', () => {
    expect(say('LabelAwarded', { laureate: 'Forêt urbaine de Lens', holder: 'Ville de Lens' })).toBe(
      'Attribution du label : Forêt urbaine de Lens ; porteur : Ville de Lens',
    );
    expect(say('LabelAwarded', { to: ['ca-lens-lievin', 'ca-henin-carvin'] })).toBe('Attribution du label à 2 territoires');
    expect(say('LabelAwarded', { to: ['pole-metropolitain-artois'], by: 'Région' })).toBe(
      'Attribution du label à un territoire ; décision : Région',
    );
    expect(say('LabelCreated', { purposes: ['circular', 'emploi-local'] })).toBe(
      'Création du label ; objet : économie circulaire et emploi local',
    );
    expect(say('LabelAwarded', { projectId: 'acc' })).toBe('Attribution du label');
  });
});

const labelId = 'label-euralens';
const count = (value: number) => ({ value, unit: 'count' as const });
const euralens = { type: 'LabelCreated', data: { name: 'Label Euralens' } } as const;
const round2022 = { type: 'RoundHeld', data: { roundId: '2022', year: 2022, laureates: count(8), totalToDate: count(58) } } as const;
const awarded = (awardId: string) => ({ type: 'LabelAwarded', data: { awardId, roundId: '2022', laureate: awardId } }) as const;
