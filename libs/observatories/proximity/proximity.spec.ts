import type { Measured } from '@app/measuring';
import { rowsOf } from '@app/testing';
import { proximityProjection } from './proximity.projection.js';

describe('aid', () => {
  it.each(['very-small-firm', 'shop', 'craft'])('to a %s counts, by that kind', (beneficiaryKind) =>
    expect(of('programme-fonds', granted({ beneficiaryKind, beneficiary: 'Boulangerie' }))).toMatchObject([
      { measure: 'aid-granted', category: beneficiaryKind, claim: 'aid-granted-1', status: 'committed', value: 20_000, unit: 'EUR' },
      { measure: 'beneficiaries', category: beneficiaryKind, value: 1, bound: null },
      { measure: 'aid', category: beneficiaryKind, value: 1, communeCode: '62119' },
    ]),
  );

  it.each([{ beneficiaryKind: 'large-firm' }, {}])('to others, or to nobody knows whom, is none of its business: %j', (told) =>
    expect(of('programme-fonds', granted(told))).toEqual([]),
  );
});

describe('a label', () => {
  it.each([
    [['circular', 'digital'], 'circular'],
    [['social'], 'social'],
    [['social', 'circular'], 'circular-and-social'],
    [['digital'], 'other'],
    [undefined, null],
  ])('that rewards %j is told as %s', (purposes, category) =>
    expect(of('label-euralens', { type: 'LabelCreated', data: { name: 'Label Euralens', purposes } })).toMatchObject([
      { measure: 'label', category },
    ]),
  );

  it('tells what its laureates are rewarded for, where they do not', () =>
    expect(
      of(
        'label-euralens',
        { type: 'LabelAwarded', data: { awardId: 'mine-de-soleil', communeCode: '62528', purposes: ['circular'] } },
        { type: 'LabelAwarded', data: { awardId: 'foret-urbaine-lens', communeCode: '62498' } },
        { type: 'RoundHeld', data: { roundId: '2022', year: 2022, laureates: { value: 8, unit: 'count' } } },
      ).map(({ measure, category, claim, belongs }) => [measure, category, claim, belongs]),
    ).toEqual([
      ['award', 'circular', 'award-mine-de-soleil', 'label'],
      ['award', null, 'award-foret-urbaine-lens', 'label'],
      ['laureates', null, 'laureates-2022', 'label'],
    ]));
});

describe('the one-stop desk', () => {
  it('has a request unanswered until it answers', () =>
    expect(
      of(
        'request-1',
        { type: 'RequestReceived', data: { requesterKind: 'company', topic: 'locaux', communeCode: '62119' }, occurred: '2024-01-08' },
        { type: 'RequestAnswered', data: {}, occurred: '2024-01-20' },
      ).map(({ measure, category, value, day, belongs }) => [measure, category, value, day, belongs]),
    ).toEqual([
      ['request', 'company', 1, '2024-01-08', null],
      ['request-unanswered', 'company', 1, '2024-01-08', null],
      ['answer', null, 1, '2024-01-20', 'request'],
      ['request-unanswered', null, 0, '2024-01-20', 'request'],
    ]));
});

const of = (streamId: string, ...told: { type: string; data: object; occurred?: string }[]) =>
  rowsOf<Measured>(proximityProjection, streamId, ...told);
const granted = (told: object) => ({
  type: 'AidGranted',
  data: { aidId: '1', amount: { value: 20_000, unit: 'EUR' }, communeCode: '62119', ...told },
});
