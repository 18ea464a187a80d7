import { given } from '@app/testing';
import { bodyDecider } from './body.decider.js';
import { decisionDecider } from './decision.decider.js';
import { bodies, decisions } from './decisions.subject.js';

describe('a body', () => {
  it('is founded with the members it announces, once', () => {
    given(bodyDecider)
      .when('FoundBody', { bodyId, ...game.data })
      .then(game);
    given(bodyDecider, game)
      .when('FoundBody', { bodyId, ...game.data })
      .thenRefused('BODY_ALREADY_FOUNDED');
    given(bodyDecider)
      .when('FoundBody', { bodyId, ...game.data, partOf: bodyId })
      .thenRefused('BODY_PART_OF_ITSELF');
  });

  it('is joined once by each member, more often only in another role', () => {
    const state = { member: 'État', memberKind: 'institution' } as const;
    given(bodyDecider)
      .when('JoinBody', { bodyId, ...state })
      .thenRefused('BODY_UNKNOWN');
    given(bodyDecider, game, joined(state))
      .when('JoinBody', { bodyId, ...state })
      .thenNothing();
    given(bodyDecider, game, joined(state))
      .when('JoinBody', { bodyId, ...state, role: 'pilote' })
      .then(joined({ ...state, role: 'pilote' }));
  });

  it('is left by its members', () => {
    const member = 'MEDEF Grand Lille';
    const state = { member, memberKind: 'institution' } as const;
    given(bodyDecider, game, joined(state)).when('LeaveBody', { bodyId, member }).then({ type: 'MemberLeft', data: { member } });
    given(bodyDecider, game).when('LeaveBody', { bodyId, member }).thenRefused('NOT_A_MEMBER_OF_BODY');
    given(bodyDecider, game, joined(state), { type: 'MemberLeft', data: { member } })
      .when('LeaveBody', { bodyId, member })
      .thenRefused('NOT_A_MEMBER_OF_BODY');
    given(bodyDecider, game)
      .when('LeaveBody', { bodyId, member, exception: { rule: 'NOT_A_MEMBER_OF_BODY', reason: 'never listed' } })
      .then({ type: 'MemberLeft', data: { member } });
  });
});

describe('a decision', () => {
  it('is adopted or signed, once', () => {
    given(decisionDecider)
      .when('AdoptDecision', { decisionId, ...pstet.data })
      .then({ type: pstet.type, data: pstet.data });
    given(decisionDecider)
      .when('SignAgreement', { decisionId, ...accord.data })
      .then({ type: accord.type, data: accord.data });
    given(decisionDecider, pstet).when('AdoptDecision', { decisionId, title: 'PSTET' }).thenRefused('DECISION_ALREADY_ADOPTED');
    given(decisionDecider, pstet)
      .when('SignAgreement', { decisionId, ...accord.data })
      .thenRefused('DECISION_ALREADY_ADOPTED');
  });

  it('numbers its challenges apart', () => {
    const challenges = [1, 1].map((no) => ({ no, name: 'Talents' }));
    given(decisionDecider).when('AdoptDecision', { decisionId, title: 'PSTET', challenges }).thenRefused('CHALLENGES_NOT_DISTINCT');
  });

  it('sets targets once adopted and while in force', () => {
    given(decisionDecider).when('SetTarget', support).thenRefused('DECISION_NOT_ADOPTED');
    given(decisionDecider, pstet).when('SetTarget', support).then(supportSet);
    given(decisionDecider, accord).when('SetTarget', support).then(supportSet);
    given(decisionDecider, pstet, repealed).when('SetTarget', support).thenRefused('DECISION_REPEALED');
  });

  it('sets each target once', () => {
    given(decisionDecider, pstet, supportSet).when('SetTarget', support).thenNothing();
    given(decisionDecider, pstet, supportSet)
      .when('SetTarget', { ...support, by: '2025' })
      .thenRefused('TARGET_ALREADY_SET');
  });

  it('answers with a target a challenge that it has', () => {
    const digital = { decisionId, targetId: 'numerique', target: 'métropole du numérique' };
    given(decisionDecider, pstet)
      .when('SetTarget', { ...digital, challenge: 4 })
      .then({ type: 'TargetSet', data: { targetId: 'numerique', target: digital.target, challenge: 4 } });
    given(decisionDecider, pstet)
      .when('SetTarget', { ...digital, challenge: 7 })
      .thenRefused('CHALLENGE_UNKNOWN');
  });

  it('has the results of a target read by the indicator last chosen', () => {
    const measure = { targetId: support.targetId, indicator: 'conjoncture-reprise/aid-beneficiaries', from: '2021' };
    const chosen = { type: 'TargetMeasureChosen', data: measure } as const;
    given(decisionDecider, pstet)
      .when('ChooseTargetMeasure', { decisionId, ...measure })
      .thenRefused('TARGET_UNKNOWN');
    given(decisionDecider, pstet, supportSet)
      .when('ChooseTargetMeasure', { decisionId, ...measure })
      .then(chosen);
    given(decisionDecider, pstet, supportSet, chosen)
      .when('ChooseTargetMeasure', { decisionId, ...measure })
      .thenNothing();
    given(decisionDecider, pstet, supportSet, chosen, repealed)
      .when('ChooseTargetMeasure', { decisionId, ...measure, territoryId: 'mel' })
      .then({ type: 'TargetMeasureChosen', data: { ...measure, territoryId: 'mel' } });
  });

  it('is repealed once, after it was adopted', () => {
    given(decisionDecider).when('RepealDecision', { decisionId }).thenRefused('DECISION_NOT_ADOPTED');
    given(decisionDecider, pstet, repealed).when('RepealDecision', { decisionId }).thenNothing();
    given(decisionDecider, pstet).when('RepealDecision', { decisionId, occurred: '2021-02-18' }).thenRefused('REPEALED_BEFORE_ADOPTION');
    given(decisionDecider, pstet).when('RepealDecision', { decisionId, occurred: '2021' }).then(repealed);
  });
});

describe('what the timeline says', () => {
  const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
  const ofBody = (type: string, data: object) => plain((bodies.sentences.fr[type] as (data: object) => string)(data));
  const ofDecision = (type: string, data: object) => plain((decisions.sentences.fr[type] as (data: object) => string)(data));

  it('tells of bodies', () => {
    expect(ofBody('BodyFounded', game.data)).toBe('Création de l’instance ; 12 membres annoncés');
    expect(ofBody('BodyFounded', { announcedMembers: { value: 1, unit: 'count' } })).toBe('Création de l’instance ; 1 membre annoncé');
    expect(ofBody('MemberJoined', { member: 'Olivier Gacquerre', role: 'président' })).toBe(
      'Nouveau membre : Olivier Gacquerre (président)',
    );
  });

  it('tells of decisions, agreements and targets', () => {
    expect(ofDecision('DecisionAdopted', pstet.data)).toBe('Adoption de la décision ; 2 défis');
    expect(ofDecision('AgreementSigned', accord.data)).toBe(
      'Signature de l’accord à Béthune ; parties : Région Hauts-de-France et Intercommunalités de France ; signataires : Xavier Bertrand et Sébastien Martin',
    );
    expect(ofDecision('TargetSet', supportSet.data)).toBe('Objectif fixé : entreprises accompagnées (au moins 4 000)');
    expect(ofDecision('TargetSet', { target: 'métropole du numérique', by: '../2025' })).toBe(
      'Objectif fixé : métropole du numérique ; échéance : au plus tard en 2025',
    );
    expect(ofDecision('TargetMeasureChosen', { targetId: 'numerique', indicator: 'emploi/jobs' })).toBe(
      'Mesure choisie pour l’objectif « numerique » : l’indicateur emploi/jobs',
    );
  });
});

const bodyId = 'game';
const decisionId = 'pstet-adopted';
const game = {
  type: 'BodyFounded',
  data: { name: 'Groupe des Acteurs Métropolitains de l’Economie', bodyKind: 'group', announcedMembers: { value: 12, unit: 'count' } },
} as const;
const joined = (data: { member: string; memberKind: 'institution' | 'office-holder'; role?: string }) =>
  ({ type: 'MemberJoined', data }) as const;
const pstet = {
  type: 'DecisionAdopted' as const,
  data: {
    title: 'Projet Stratégique de Transformation Economique du Territoire',
    bodyId: 'mel-council',
    challenges: [
      { no: 1, name: 'Talents' },
      { no: 4, name: 'Numérique', target: 'métropole du numérique de rang européen d’ici 2025' },
    ],
  },
  occurred: '2021-02-19',
};
const accord = {
  type: 'AgreementSigned' as const,
  data: {
    title: 'Accord de partenariat sur la réindustrialisation',
    parties: ['Région Hauts-de-France', 'Intercommunalités de France'],
    signatories: ['Xavier Bertrand', 'Sébastien Martin'],
    place: 'Béthune',
  },
  occurred: '2023-12-18',
};
const support = {
  decisionId,
  targetId: 'pstet-support',
  target: 'entreprises accompagnées',
  figure: { value: 4000, unit: 'count', bound: 'at-least' },
} as const;
const supportSet = { type: 'TargetSet', data: { targetId: support.targetId, target: support.target, figure: support.figure } } as const;
const repealed = { type: 'DecisionRepealed', data: {} } as const;
