import type { Measured } from '@app/measuring';
import { rowsOf } from '@app/testing';
import { conjunctureProjection } from './conjuncture.projection.js';

describe('aid', () => {
  it('is an amount, its beneficiaries and a thing to be counted, under the keys that its claims have', () =>
    expect(of('programme-fonds-rebond', fondsRebond)).toMatchObject([
      { measure: 'aid-granted', claim: 'aid-granted-2020', status: 'committed', value: 13e6, unit: 'EUR', programme: 'fonds-rebond' },
      { measure: 'beneficiaries', claim: 'beneficiaries-2020', value: 4500, unit: 'count', bound: 'about' },
      { measure: 'aid', value: 1, category: null, dayFrom: '2020-03-01', dayTo: '2021-02-28' },
    ]));

  it('to a named beneficiary has one, to nobody in particular at least one', () => {
    const beneficiaries = (data: object) =>
      of('aid-acc-region-aid', { type: 'DirectAidGranted', data: { name: 'Aide régionale', amount: euros(121e6), ...data } })[1];
    expect(beneficiaries({ beneficiary: 'ACC' })).toMatchObject({ value: 1, bound: null });
    expect(beneficiaries({ projectId: 'gigafactory-acc' })).toMatchObject({
      value: 1,
      bound: 'at-least',
      placeStream: 'project-gigafactory-acc',
      programme: null,
    });
  });

  it('is paid and reclaimed again and again: no payment rivals another, each is part of its aid', () => {
    const paid = { type: 'AidPaid', data: { aidId: '2020', amount: euros(5e6) } };
    const claims = of('programme-fonds-rebond', paid, paid).filter(({ measure }) => measure === 'aid-paid');
    expect(new Set(claims.map(({ claim }) => claim)).size).toBe(2);
    expect(claims.map(({ belongs }) => belongs)).toEqual(['aid-2020', 'aid-2020']);
  });

  it('said otherwise by another source is a rival of the same aid', () =>
    expect(
      of('programme-fonds-rebond', {
        type: 'ClaimRecorded',
        data: { about: 'aid-granted-2020', figure: euros(12e6), status: 'committed' },
      }),
    ).toMatchObject([{ measure: 'aid-granted', claim: 'aid-granted-2020', status: 'committed', rank: 1 }]));
});

describe('a programme', () => {
  it('stands open until it closes, and again when renewed; its envelope is the last one', () =>
    expect(
      of(
        'programme-fonds-rebond',
        { type: 'ProgrammeOpened', data: { name: 'Fonds de rebond', envelope: euros(1e6) } },
        { type: 'EnvelopeVoted', data: { amount: euros(2e6) } },
        { type: 'ProgrammeClosed', data: {} },
        { type: 'ProgrammeRenewed', data: {} },
      ).map(({ measure, claim, value }) => [measure, claim, value]),
    ).toEqual([
      ['envelope', 'envelope', 1e6],
      ['programme-open', null, 1],
      ['envelope', 'envelope', 2e6],
      ['programme-open', null, 0],
      ['programme-open', null, 1],
    ]));
});

describe('a project', () => {
  it('announces what it promises, and takes its steps', () =>
    expect(
      of(
        'project-gigafactory-acc',
        { type: 'ProjectAnnounced', data: { name: 'ACC', investment: euros(2e9), jobsPledged: { value: 2000, unit: 'people' } } },
        { type: 'ProjectSuspended', data: {} },
        { type: 'ProjectOpened', data: {} },
      ).map(({ measure, status, category, claim }) => [measure, status, category, claim]),
    ).toEqual([
      ['investment', 'announced', null, 'investment'],
      ['jobs', 'announced', null, 'jobs'],
      ['project', null, 'announced', 'announced'],
      ['project', null, 'suspended', null],
      ['project', null, 'opened', 'opened'],
    ]));
});

describe('a round of a label', () => {
  it('that says its year alone was held in it', () =>
    expect(
      of('label-euralens', {
        type: 'RoundHeld',
        data: { roundId: 'r8', year: 2022, laureates: count(8), totalToDate: count(58) },
      }),
    ).toMatchObject([
      { measure: 'laureates', claim: 'laureates-2022', value: 8, dayFrom: '2022-01-01', dayTo: '2022-12-31' },
      { measure: 'laureates-to-date', value: 58, dayTo: '2022-12-31' },
    ]));
});

describe('what others observe', () => {
  it('is of the territory that each figure is of', () =>
    expect(
      of('indicator-france-2030-laureates', {
        type: 'IndicatorObserved',
        data: { territoryId: 'pole', figure: count(80), of: { territoryId: 'region', figure: count(200) } },
        occurred: '2022',
      }),
    ).toMatchObject([
      { category: 'france-2030-laureates', claim: 'france-2030-laureates@2022@pole', value: 80, territoryIds: ['pole'], rank: 0 },
      { category: 'france-2030-laureates', claim: 'france-2030-laureates@2022@region', value: 200, territoryIds: ['region'] },
    ]));

  it('comes in series: a row for each period, which the next vintage replaces', () =>
    expect(
      of('indicator-unemployment-ze-lens', {
        type: 'SeriesObserved',
        data: {
          name: 'Chômage',
          territoryId: 'ze-lens',
          unit: 'share',
          vintage: '2021-T1',
          values: [
            { period: '2020-35', value: 0.1 },
            { period: '2020-36', value: 0.09 },
          ],
        },
        occurred: '2021',
      }),
    ).toMatchObject([
      { category: 'unemployment', claim: 'unemployment@2020-35@ze-lens', value: 0.1, dayFrom: '2020-07-01', dayTo: '2020-09-30', rank: -1 },
      { category: 'unemployment', claim: 'unemployment@2020-36@ze-lens', value: 0.09, unit: 'share', territoryIds: ['ze-lens'], rank: -1 },
    ]));
});

it('a body is none of its business', () =>
  expect(of('body-game', { type: 'ClaimRecorded', data: { about: 'envelope', figure: euros(1) } })).toEqual([]));

const of = (streamId: string, ...told: { type: string; data: object; occurred?: string }[]) =>
  rowsOf<Measured>(conjunctureProjection, streamId, ...told);
const euros = (value: number) => ({ value, unit: 'EUR' });
const count = (value: number) => ({ value, unit: 'count' });
const fondsRebond = {
  type: 'AidGranted',
  data: { aidId: '2020', amount: euros(13e6), beneficiary: 'entreprises', beneficiaries: { value: 4500, unit: 'count', bound: 'about' } },
  occurred: '2020-03/2021-02',
};
