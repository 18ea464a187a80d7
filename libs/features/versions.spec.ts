import { LAYERS } from './collections.js';
import type { FeatureFactRow } from './feature-fact.row.js';
import { featureOf } from './feature.js';
import type { Saying } from './saying.js';
import { versionsOf } from './versions.js';

describe('the versions of a thing', () => {
  it('are for everyone where the public knows what insiders know, from the same moments on', () => {
    const versions = made(fact(1, '2015-01-01', registered), fact(2, '2020-09-16', closed));
    expect(versions).toEqual([
      ['everyone', '2015-01-01', null, moment(1), moment(2), 'sites'],
      ['everyone', '2015-01-01', '2020-09-16', moment(2), null, 'sites'],
      ['everyone', '2020-09-16', null, moment(2), null, 'sites,friches'],
    ]);
  });

  it('are told apart where the public knows less', () => {
    const versions = made(fact(1, '2015-01-01', registered), { ...fact(2, '2020-09-16', closed), visibleFrom: null });
    expect(versions.filter(([audience]) => audience === 'public')).toEqual([['public', '2015-01-01', null, moment(1), null, 'sites']]);
    expect(versions.filter(([audience]) => audience === 'insiders')).toHaveLength(3);
  });

  it('go on when something is learnt that changes nothing, and are told anew from the middle on when it does', () => {
    const counted = fact(2, '2016-01-01', { stands: { status: 'operating' } });
    const before = fact(3, '2015-06-01', { stands: { use: 'stockage' } });
    expect(made(fact(1, '2015-01-01', registered), counted)).toEqual([['everyone', '2015-01-01', null, moment(1), null, 'sites']]);
    expect(made(fact(1, '2015-01-01', registered), fact(2, '2020-09-16', closed), before)).toEqual([
      ['everyone', '2015-01-01', null, moment(1), moment(2), 'sites'],
      ['everyone', '2015-01-01', '2020-09-16', moment(2), moment(3), 'sites'],
      ['everyone', '2020-09-16', null, moment(2), moment(3), 'sites,friches'],
      ['everyone', '2015-01-01', '2015-06-01', moment(3), null, 'sites'],
      ['everyone', '2015-06-01', '2020-09-16', moment(3), null, 'sites'],
      ['everyone', '2020-09-16', null, moment(3), null, 'sites,friches'],
    ]);
  });

  it('are found in each of their layers', () => {
    expect(LAYERS.friches).toEqual(expect.arrayContaining(['sites,friches', 'parcs,sites,friches']));
    expect(LAYERS.friches).not.toContain('sites');
    expect(LAYERS.sites).toEqual(expect.arrayContaining(['sites', 'sites,friches']));
  });
});

describe('an aid that names no municipality', () => {
  const granted: Saying = { is: { name: 'Aide', project: 'acc' }, stands: { status: 'granted' }, there: true, momentary: true };
  const ofProject = (second: number, day: string, says: Saying) => ({
    ...fact(second, day, says),
    thing: 'project-acc',
    bundle: 'project-acc',
  });
  const ofAid = (second: number, day: string) => ({ ...fact(second, day, granted), thing: 'aid-acc', bundle: 'project-acc' });
  const announced = (commune: string): Saying => ({
    is: { name: 'ACC', commune_code: commune },
    stands: { status: 'announced' },
    there: true,
  });
  const placesOf = (...facts: FeatureFactRow[]) =>
    versionsOf(facts, NOW)
      .filter(({ thing }) => thing === 'aid-acc')
      .map(({ audience, validFrom, validTo, recordedFrom, recordedTo, says, began, ended }) => {
        const { commune_code = null, placed_by = null, name } = JSON.parse(says) as Record<string, string>;
        expect({ name, began, ended }).toEqual({ name: 'Aide', began: '2020-09-01', ended: '2020-09-01' });
        return [audience, validFrom, validTo, recordedFrom, recordedTo, commune_code, placed_by];
      });

  it('stands where its project does from the day it is granted, and says from whom it has its place', () =>
    expect(placesOf(ofProject(1, '2020-01-01', announced('62119')), ofAid(2, '2020-09-01'))).toEqual([
      ['everyone', '2020-09-01', null, moment(2), null, '62119', 'project'],
    ]));

  it('is nowhere until its project is known, and moves with it at both times', () => {
    const moved = ofProject(3, '2022-01-01', announced('62498'));
    expect(placesOf(ofAid(1, '2020-09-01'), ofProject(2, '2020-01-01', announced('62119')), moved)).toEqual([
      ['everyone', '2020-09-01', null, moment(1), moment(2), null, null],
      ['everyone', '2020-09-01', null, moment(2), moment(3), '62119', 'project'],
      ['everyone', '2020-09-01', '2022-01-01', moment(3), null, '62119', 'project'],
      ['everyone', '2022-01-01', null, moment(3), null, '62498', 'project'],
    ]);
  });

  it('does not tell the public where a project is that the public does not know', () => {
    const secret = { ...ofProject(2, '2020-01-01', announced('62119')), visibleFrom: null };
    const told = placesOf(ofAid(1, '2020-09-01'), secret);
    expect(told.filter(([audience]) => audience === 'public')).toEqual([['public', '2020-09-01', null, moment(1), null, null, null]]);
    expect(told.filter(([audience]) => audience === 'insiders').at(-1)).toEqual([
      'insiders',
      '2020-09-01',
      null,
      moment(2),
      null,
      '62119',
      'project',
    ]);
  });
});

it('a feature says in a language what its row says in codes, and stands at the main place of its municipality', () => {
  const [row] = versionsOf([fact(1, '2015-01-01', registered)], NOW);
  const feature = featureOf('sites', row!, 'fr');
  expect(JSON.parse(feature.properties)).toMatchObject({
    id: 'bridgestone-bethune',
    kind_label: 'usine',
    commune_name: 'Béthune',
    precision: 'commune',
    operator: null,
  });
  expect(JSON.parse(feature.geometry)).toMatchObject({ type: 'Point' });
});

const NOW = '2026-01-01 00:00:00+00';
const moment = (second: number) => `2025-01-01 00:00:0${second}+00`;
const registered: Saying = {
  is: { name: 'Bridgestone', commune_code: '62119', kind: 'plant' },
  stands: { status: 'operating' },
  there: true,
};
const closed: Saying = { stands: { status: 'closed', brownfield: true, brownfield_since: '2020-09-16' }, there: true };

function fact(second: number, day: string, saying: Saying): FeatureFactRow {
  return {
    eventId: `00000000-0000-7000-8000-00000000000${second}`,
    ordinal: 0,
    recordedFrom: moment(second),
    recordedTo: null,
    visibleFrom: moment(second),
    revealedBy: null,
    streamId: 'site-bridgestone-bethune',
    thing: 'site-bridgestone-bethune',
    bundle: 'site-bridgestone-bethune',
    revision: second,
    earliest: day,
    latest: day,
    says: JSON.stringify(saying),
  };
}

/** Each version, in the order of what was known when. */
function made(...facts: FeatureFactRow[]) {
  return versionsOf(facts, NOW)
    .map((row) => [row.audience, row.validFrom, row.validTo, row.recordedFrom, row.recordedTo, row.collections])
    .sort((a, b) => (String([a[3], a[1]]) < String([b[3], b[1]]) ? -1 : 1));
}
