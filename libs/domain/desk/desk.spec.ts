import { given } from '@app/testing';
import { deskDecider } from './desk.decider.js';
import { requests } from './desk.subject.js';

describe('a request to the one-stop desk', () => {
  it('is received once', () => {
    given(deskDecider)
      .when('ReceiveRequest', { requestId, ...received.data })
      .then({ type: received.type, data: received.data });
    given(deskDecider, received)
      .when('ReceiveRequest', { requestId, ...received.data })
      .thenRefused('REQUEST_ALREADY_RECEIVED');
  });

  it('is answered after it was received', () => {
    given(deskDecider).when('AnswerRequest', { requestId }).thenRefused('REQUEST_UNKNOWN');
    given(deskDecider, received).when('AnswerRequest', { requestId, occurred: '2024-01-09' }).thenRefused('ANSWERED_BEFORE_RECEIVED');
    given(deskDecider, received)
      .when('AnswerRequest', { requestId, occurred: '2024-01-09', exception: { rule: 'ANSWERED_BEFORE_RECEIVED', reason: 'noted late' } })
      .then({ type: 'RequestAnswered', data: {} });
    given(deskDecider, received).when('AnswerRequest', { requestId, occurred: '2024-01' }).then({ type: 'RequestAnswered', data: {} });
  });

  it('may get several answers, each once', () => {
    const answered = (answer?: string) => ({ type: 'RequestAnswered', data: { answer } }) as const;
    given(deskDecider, received, answered('deux parcelles à Ruitz')).when('AnswerRequest', { requestId }).thenNothing();
    given(deskDecider, received, answered('deux parcelles à Ruitz'))
      .when('AnswerRequest', { requestId, answer: 'deux parcelles à Ruitz' })
      .thenNothing();
    given(deskDecider, received, answered('deux parcelles à Ruitz'))
      .when('AnswerRequest', { requestId, answer: 'une troisième à Labourse' })
      .then(answered('une troisième à Labourse'));
  });

  it('is read by the desk alone, unless it is recorded as public', () => {
    const command = { requestId, ...received.data, subjectId: () => requestId };
    const visibility = (said: object) =>
      deskDecider.decide.ReceiveRequest({ ...command, ...said } as never, deskDecider.initial)[0]!.visibility;
    expect(visibility({})).toEqual({ level: 'internal' });
    expect(visibility({ visibility: { level: 'public' } })).toEqual({ level: 'public' });
    expect(visibility({ visibility: { level: 'confidential' } })).toEqual({ level: 'confidential' });
  });

  it('is told by kind of requester, never by name', () =>
    expect(plain(french('RequestReceived', received.data))).toBe(
      'Demande reçue au guichet unique, par une entreprise : deux hectares à Béthune',
    ));
});

const requestId = 'demande-2024-017';
const received = {
  type: 'RequestReceived' as const,
  data: { requesterKind: 'company' as const, topic: 'deux hectares à Béthune', communeCode: '62119' },
  occurred: '2024-01-10',
};
const french = (type: string, data: object) => (requests.sentences.fr[type] as (data: object) => string)(data);
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
