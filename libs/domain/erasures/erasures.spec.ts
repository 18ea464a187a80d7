import { given } from '@app/testing';
import { ErasePerson } from './erasures.commands.js';
import { erasureDecider } from './erasures.decider.js';

describe('the register of erasures', () => {
  it('tells each erasure once', () => {
    given(erasureDecider).when('ErasePerson', asked).then({ type: 'PersonErased', data: erased.data });
    given(erasureDecider, erased).when('ErasePerson', asked).thenNothing();
  });

  it('tells nobody outside', () => {
    const command = Object.assign(new ErasePerson(), asked);
    expect(erasureDecider.decide.ErasePerson(command, erasureDecider.initial)[0]!.visibility).toEqual({ level: 'internal' });
  });

  it('keeps persons apart', () => {
    const other = '9a1b2c3d-4e5f-4a6b-8c7d-0e1f2a3b4c5d';
    given(erasureDecider, erased)
      .when('ErasePerson', { ...asked, personId: other })
      .then({ type: 'PersonErased', data: { ...erased.data, personId: other } });
  });
});

const personId = '3f0c9c52-6c1f-4a7e-9d3b-0d8f0f1f2a11';
const legalBasis = 'RGPD, article 17, 1, b';
const asked = { personId, legalBasis, reason: 'Demande de la personne' };
const erased = { type: 'PersonErased' as const, data: { personId, legalBasis } };
