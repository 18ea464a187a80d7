import { given } from '@app/testing';
import { territoryDecider } from './territories.decider.js';
import { territories } from './territories.subject.js';

describe('a territory', () => {
  it('is registered once', () => {
    given(territoryDecider)
      .when('RegisterTerritory', { territoryId, ...pole.data })
      .then(pole);
    given(territoryDecider, pole)
      .when('RegisterTerritory', { territoryId, ...pole.data })
      .thenRefused('TERRITORY_ALREADY_REGISTERED');
  });

  it.each([
    ['municipality', '62119', true],
    ['municipality', '2A004', true],
    ['municipality', '62', false],
    ['intercommunality', '200072460', true],
    ['intercommunality', '62119', false],
    ['department', '62', true],
    ['department', '2B', true],
    ['department', '974', true],
    ['region', '32', true],
    ['region', '62119', false],
    ['employment-zone', '0051', true],
    ['employment-zone', '51', false],
  ] as const)('of kind %s with the code %s is accepted: %s', (territoryKind, code, accepted) => {
    const registering = given(territoryDecider).when('RegisterTerritory', { territoryId, name: 'Territoire', territoryKind, code });
    if (accepted) registering.then({ type: 'TerritoryRegistered', data: { name: 'Territoire', territoryKind, code } });
    else registering.thenRefused('CODE_OF_ANOTHER_KIND');
  });

  it('has municipalities and territories as members, each once', () => {
    const all = { communeCodes: ['62119'], memberIds: ['ca-lens-lievin', 'pas-de-calais'] };
    given(territoryDecider)
      .when('AdmitMembers', { territoryId, ...all })
      .thenRefused('TERRITORY_UNKNOWN');
    given(territoryDecider, pole)
      .when('AdmitMembers', { territoryId, ...all })
      .then(admitted(all));
    given(territoryDecider, pole, admitted(all))
      .when('AdmitMembers', { territoryId, memberIds: ['pas-de-calais'] })
      .thenNothing();
    given(territoryDecider, pole, admitted(all))
      .when('AdmitMembers', { territoryId, memberIds: ['pas-de-calais', 'ca-henin-carvin'] })
      .then(admitted({ memberIds: ['pas-de-calais', 'ca-henin-carvin'] }));
  });

  it('is no member of itself, and admits somebody', () => {
    given(territoryDecider, pole)
      .when('AdmitMembers', { territoryId, memberIds: [territoryId] })
      .thenRefused('MEMBER_OF_ITSELF');
    given(territoryDecider, pole).when('AdmitMembers', { territoryId, memberIds: [], communeCodes: [] }).thenRefused('NO_MEMBER_NAMED');
  });

  it('loses only its members, unless the source says otherwise, and may admit them again', () => {
    const memberIds = ['ca-lens-lievin'];
    const withdrawn = { type: 'MembersWithdrawn', data: { memberIds } } as const;
    given(territoryDecider, pole).when('WithdrawMembers', { territoryId, memberIds }).thenRefused('NOT_A_MEMBER');
    given(territoryDecider, pole, admitted({ memberIds })).when('WithdrawMembers', { territoryId, memberIds }).then(withdrawn);
    given(territoryDecider, pole)
      .when('WithdrawMembers', { territoryId, memberIds, exception: { rule: 'NOT_A_MEMBER', reason: 'its admission was not published' } })
      .then(withdrawn);
    given(territoryDecider, pole, admitted({ memberIds }), withdrawn)
      .when('AdmitMembers', { territoryId, memberIds })
      .then(admitted({ memberIds }));
  });

  it('is told in French that agrees', () => {
    const say = territories.sentences.fr.MembersAdmitted as (data: object) => string;
    const plain = (data: object) => say(data).replace(/[\u00a0\u202f]/g, ' ');
    expect(plain({ communeCodes: ['62119', '62498'], memberIds: ['pas-de-calais'] })).toBe('Membres : 2 communes et 1 territoire');
    expect(plain({ communeCodes: ['62119'] })).toBe('Membre : 1 commune');
  });

  it('claims at least the municipalities it names', () => {
    const claims = territories.claims.MembersAdmitted as unknown as (data: object) => object[];
    expect(claims({ communeCodes: ['62119', '62498'] })).toEqual([
      { about: 'communes-count', figure: { value: 2, unit: 'count', bound: 'at-least' } },
    ]);
  });
});

const territoryId = 'pole-metropolitain-artois';
const pole = {
  type: 'TerritoryRegistered',
  data: { name: 'Pôle Métropolitain de l’Artois', territoryKind: 'metropolitan-pole', legalForm: 'syndicat mixte ouvert' },
} as const;
const admitted = (data: { communeCodes?: string[]; memberIds?: string[] }) => ({ type: 'MembersAdmitted', data }) as const;
