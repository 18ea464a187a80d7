import { given } from '@app/testing';
import type { Figure } from '@app/kernel';
import { directAidDecider } from './direct-aid.decider.js';
import { directAids, programmes } from './funding.subject.js';
import { programmeDecider } from './programme.decider.js';

describe('a programme', () => {
  it('grants an aid although nobody knows its envelope', () =>
    given(programmeDecider, rebond)
      .when('GrantAid', { aidId: 'fonds-2020', amount: euros(13e6), beneficiaries: { value: 4500, unit: 'count', bound: 'about' } })
      .then({
        type: 'AidGranted',
        data: { aidId: 'fonds-2020', amount: euros(13e6), beneficiaries: { value: 4500, unit: 'count', bound: 'about' } },
      }));

  it('tells of whom it aids: what kind of firm, in what activity', () => {
    const grant = {
      aidId: 'boulangerie',
      amount: euros(2e4),
      beneficiaryKind: 'shop',
      naf: { code: '10.71C', nomenclature: 'NAFRev2' },
      sector: 'alimentation',
    } as const;
    given(programmeDecider, rebond)
      .when('GrantAid', { programmeId, ...grant })
      .then({ type: 'AidGranted', data: grant });
    const { aidId, ...direct } = grant;
    given(directAidDecider)
      .when('GrantDirectAid', { aidId, name: 'Aide', ...direct })
      .then({ type: 'DirectAidGranted', data: { name: 'Aide', ...direct } });
    const say = programmes.sentences.fr.AidGranted as (data: object) => string;
    expect(say(grant).replace(/[\u00a0\u202f]/g, ' ')).toBe(
      'Aide accordée : 20 000 € ; nature du bénéficiaire : commerce ; activité : NAF rév. 2 10.71C ; filière : alimentation',
    );
  });

  it('opens once, and must be open to be renewed, closed, voted or granted from', () => {
    given(programmeDecider, rebond).when('OpenProgramme', { programmeId, name: 'Fonds de rebond' }).thenRefused('PROGRAMME_ALREADY_OPEN');
    given(programmeDecider).when('RenewProgramme', { programmeId }).thenRefused('PROGRAMME_UNKNOWN');
    given(programmeDecider).when('CloseProgramme', { programmeId }).thenRefused('PROGRAMME_UNKNOWN');
    given(programmeDecider)
      .when('VoteEnvelope', { programmeId, amount: euros(1) })
      .thenRefused('PROGRAMME_UNKNOWN');
    given(programmeDecider)
      .when('GrantAid', { programmeId, aidId: 'a', amount: euros(1) })
      .thenRefused('PROGRAMME_UNKNOWN');
  });

  it('grants nothing once closed, until it is renewed', () => {
    const grant = { programmeId, aidId: 'late', amount: euros(1) };
    given(programmeDecider, rebond, closed).when('GrantAid', grant).thenRefused('PROGRAMME_CLOSED');
    given(programmeDecider, rebond, closed)
      .when('VoteEnvelope', { programmeId, amount: euros(1) })
      .thenRefused('PROGRAMME_CLOSED');
    given(programmeDecider, rebond, closed).when('CloseProgramme', { programmeId }).thenNothing();
    given(programmeDecider, rebond, closed, renewed)
      .when('GrantAid', grant)
      .then({ type: 'AidGranted', data: { aidId: 'late', amount: euros(1) } });
  });

  it('grants nothing beyond its envelope without a vote', () => {
    const grant = { programmeId, aidId: 'second', amount: euros(5e5) };
    const story = [{ ...rebond, data: { ...rebond.data, envelope: euros(1e6) } }, granted('first', euros(6e5))] as const;
    given(programmeDecider, ...story)
      .when('GrantAid', grant)
      .thenRefused('AID_BEYOND_ENVELOPE');
    given(programmeDecider, ...story, voted(2e6))
      .when('GrantAid', grant)
      .then({ type: 'AidGranted', data: { aidId: 'second', amount: euros(5e5) } });
    given(programmeDecider, ...story)
      .when('GrantAid', { ...grant, exception: { rule: 'AID_BEYOND_ENVELOPE', reason: 'the report says so' } })
      .then({ type: 'AidGranted', data: { aidId: 'second', amount: euros(5e5) } });
  });

  it.each<[string, Figure, Figure]>([
    ['an envelope of at least that much', euros(1e6, 'at-least'), euros(3e6)],
    ['an aid of at most that much', euros(1e6), euros(3e6, 'at-most')],
    ['an envelope of about that much, by less than a tenth', euros(1e6, 'about'), euros(1_050_000)],
    ['a span that begins inside it', euros(1e6), { low: 9e5, high: 2e6, unit: 'EUR' }],
  ])('is not surely beyond %s', (_, envelope, amount) =>
    given(programmeDecider, { ...rebond, data: { ...rebond.data, envelope } })
      .when('GrantAid', { programmeId, aidId: 'a', amount })
      .then({ type: 'AidGranted', data: { aidId: 'a', amount } }),
  );

  it('counts for nothing what was granted "at most"', () =>
    given(programmeDecider, { ...rebond, data: { ...rebond.data, envelope: euros(1e6) } }, granted('first', euros(9e5, 'at-most')))
      .when('GrantAid', { programmeId, aidId: 'second', amount: euros(9e5) })
      .then({ type: 'AidGranted', data: { aidId: 'second', amount: euros(9e5) } }));

  it('raises its envelope by a vote only, and keeps it above what is granted', () => {
    const story = [{ ...rebond, data: { ...rebond.data, envelope: euros(1e6) } }, granted('first', euros(6e5))] as const;
    given(programmeDecider, ...story)
      .when('ChangeEnvelope', { programmeId, amount: euros(2e6) })
      .thenRefused('ENVELOPE_RAISED_WITHOUT_VOTE');
    given(programmeDecider, ...story)
      .when('ChangeEnvelope', { programmeId, amount: euros(5e5) })
      .thenRefused('ENVELOPE_BELOW_GRANTED');
    given(programmeDecider, ...story)
      .when('VoteEnvelope', { programmeId, amount: euros(5e5) })
      .thenRefused('ENVELOPE_BELOW_GRANTED');
    given(programmeDecider, ...story)
      .when('ChangeEnvelope', { programmeId, amount: euros(8e5) })
      .then({ type: 'EnvelopeChanged', data: { amount: euros(8e5) } });
  });

  it('grants each aid once, whatever its identifier', () => {
    given(programmeDecider, rebond, granted('first', euros(1)))
      .when('GrantAid', { aidId: 'first', amount: euros(2) })
      .thenRefused('AID_ALREADY_GRANTED');
    given(programmeDecider, rebond)
      .when('GrantAid', { aidId: 'constructor', amount: euros(2) })
      .then({ type: 'AidGranted', data: { aidId: 'constructor', amount: euros(2) } });
  });

  it('pays no more of an aid than was granted', () => {
    const story = [rebond, granted('first', euros(100)), { type: 'AidPaid', data: { aidId: 'first', amount: euros(60) } }] as const;
    given(programmeDecider, ...story)
      .when('PayAid', { aidId: 'first', amount: euros(41) })
      .thenRefused('PAID_MORE_THAN_GRANTED');
    given(programmeDecider, ...story)
      .when('PayAid', { aidId: 'first', amount: euros(40) })
      .then({ type: 'AidPaid', data: { aidId: 'first', amount: euros(40) } });
    given(programmeDecider, ...story)
      .when('PayAid', { aidId: 'other', amount: euros(1) })
      .thenRefused('AID_UNKNOWN');
  });

  it('pays the aid it granted even when closed', () =>
    given(programmeDecider, rebond, granted('first', euros(100)), closed)
      .when('PayAid', { aidId: 'first', amount: euros(100) })
      .then({ type: 'AidPaid', data: { aidId: 'first', amount: euros(100) } }));

  it('reclaims no more than was paid', () => {
    const story = [rebond, granted('first', euros(100)), { type: 'AidPaid', data: { aidId: 'first', amount: euros(60) } }] as const;
    given(programmeDecider, ...story)
      .when('ReclaimAid', { aidId: 'first', amount: euros(61) })
      .thenRefused('RECLAIMED_MORE_THAN_PAID');
    given(programmeDecider, ...story)
      .when('ReclaimAid', { aidId: 'first', amount: euros(60) })
      .then({ type: 'AidReclaimed', data: { aidId: 'first', amount: euros(60) } });
    given(programmeDecider, rebond, granted('first', euros(100)), {
      type: 'AidPaid',
      data: { aidId: 'first', amount: euros(60, 'at-least') },
    })
      .when('ReclaimAid', { aidId: 'first', amount: euros(90) })
      .then({ type: 'AidReclaimed', data: { aidId: 'first', amount: euros(90) } });
  });
});

describe('an aid outside any programme', () => {
  const aidId = 'acc-region';
  const acc = { type: 'DirectAidGranted', data: { name: 'Aide à ACC', amount: euros(121e6), grantor: 'Région Hauts-de-France' } } as const;

  it('is granted once', () => {
    given(directAidDecider)
      .when('GrantDirectAid', { aidId, ...acc.data, with: ['intercommunalités'], projectId: 'acc' })
      .then({ type: 'DirectAidGranted', data: { ...acc.data, with: ['intercommunalités'], projectId: 'acc' } });
    given(directAidDecider, acc)
      .when('GrantDirectAid', { aidId, ...acc.data })
      .thenRefused('AID_ALREADY_GRANTED');
  });

  it('is paid and reclaimed within what was granted and paid', () => {
    given(directAidDecider)
      .when('PayDirectAid', { aidId, amount: euros(1) })
      .thenRefused('AID_UNKNOWN');
    given(directAidDecider, acc)
      .when('PayDirectAid', { aidId, amount: euros(122e6) })
      .thenRefused('PAID_MORE_THAN_GRANTED');
    given(directAidDecider, acc)
      .when('ReclaimDirectAid', { aidId, amount: euros(1) })
      .thenRefused('RECLAIMED_MORE_THAN_PAID');
    given(directAidDecider, acc)
      .when('ReclaimDirectAid', {
        aidId,
        amount: euros(1),
        exception: { rule: 'RECLAIMED_MORE_THAN_PAID', reason: 'payments not published' },
      })
      .then({ type: 'DirectAidReclaimed', data: { amount: euros(1) } });
  });
});

describe('what the timeline says of money', () => {
  it('tells of the Fonds de rebond as its press release does', () => {
    const say = programmes.sentences.fr.AidGranted as (data: object) => string;
    const sentence = say({ aidId: 'x', amount: euros(13e6), beneficiaries: { value: 4500, unit: 'count', bound: 'about' } });
    expect(sentence.replace(/[\u00a0\u202f]/g, ' ')).toBe('Aide accordée : 13 000 000 € ; environ 4 500 bénéficiaires');
    expect(sentence).toContain('accordée\u00a0:');
    const toFirms = say({
      aidId: 'x',
      amount: euros(13e6),
      beneficiary: 'entreprises',
      beneficiaries: { value: 4500, unit: 'count', bound: 'about' },
    });
    expect(toFirms.replace(/[\u00a0\u202f]/g, ' ')).toBe('Aide accordée : 13 000 000 € ; bénéficiaires : entreprises (environ 4 500)');
  });

  it('tells who grants and with whom', () => {
    const say = directAids.sentences.fr.DirectAidGranted as (data: object) => string;
    const sentence = say({ amount: euros(121e6), grantor: 'Région Hauts-de-France', with: ['les intercommunalités'] });
    expect(sentence.replace(/[\u00a0\u202f]/g, ' ')).toBe(
      'Aide accordée : 121 000 000 € ; financeur : Région Hauts-de-France, avec les intercommunalités',
    );
  });

  it('does not set the aids of one programme against each other', () => {
    const claims = programmes.claims.AidGranted as unknown as (data: object) => { about: string }[];
    expect(
      [...claims({ aidId: 'first', amount: euros(1) }), ...claims({ aidId: 'second', amount: euros(2) })].map(({ about }) => about),
    ).toEqual(['aid-granted-first', 'aid-granted-second']);
  });
});

const programmeId = 'fonds-rebond';
const rebond = { type: 'ProgrammeOpened', data: { name: 'Fonds de rebond', owner: 'Métropole Européenne de Lille' } } as const;
const closed = { type: 'ProgrammeClosed', data: {} } as const;
const renewed = { type: 'ProgrammeRenewed', data: {} } as const;
const granted = (aidId: string, amount: Figure) => ({ type: 'AidGranted', data: { aidId, amount } }) as const;
const voted = (value: number) => ({ type: 'EnvelopeVoted', data: { amount: euros(value) } }) as const;

function euros(value: number, bound?: Figure['bound']): Figure {
  return bound ? { value, unit: 'EUR', bound } : { value, unit: 'EUR' };
}
