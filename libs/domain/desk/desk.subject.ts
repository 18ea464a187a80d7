import { dateEn, dateFr, subjectModule } from '@app/kernel';
import { deskCommands } from './desk.commands.js';
import { deskDecider } from './desk.decider.js';

type Facts = Record<'id' | 'received', string>;

const requestersFr = { company: 'une entreprise', newcomer: 'un nouvel arrivant', employee: 'un salarié', other: 'une autre personne' };
const requestersEn = { company: 'a company', newcomer: 'a newcomer', employee: 'an employee', other: 'someone else' };

export const requests = subjectModule({
  decider: deskDecider,
  plural: 'requests',
  idField: 'requestId',
  commands: deskCommands,
  routes: { ReceiveRequest: 'reception', AnswerRequest: 'answer' },
  sentences: {
    fr: {
      RequestReceived: ({ requesterKind, topic }) => `Demande reçue au guichet unique, par ${requestersFr[requesterKind]} : ${topic}`,
      RequestAnswered: ({ answer }) => `Réponse du guichet unique${answer ? ` : ${answer}` : ''}`,
    },
    en: {
      RequestReceived: ({ requesterKind, topic }) => `Request received at the one-stop desk from ${requestersEn[requesterKind]}: ${topic}`,
      RequestAnswered: ({ answer }) => `Answered by the one-stop desk${answer ? `: ${answer}` : ''}`,
    },
  },
  refusals: {
    fr: {
      REQUEST_ALREADY_RECEIVED: ({ id }: Facts) => `La demande « ${id} » est déjà enregistrée.`,
      REQUEST_UNKNOWN: ({ id }: Facts) => `La demande « ${id} » est inconnue.`,
      ANSWERED_BEFORE_RECEIVED: ({ received }: Facts) => `La réponse précéderait la demande (${dateFr({ edtf: received })}).`,
    },
    en: {
      REQUEST_ALREADY_RECEIVED: ({ id }: Facts) => `Request "${id}" is already recorded.`,
      REQUEST_UNKNOWN: ({ id }: Facts) => `Request "${id}" is unknown.`,
      ANSWERED_BEFORE_RECEIVED: ({ received }: Facts) => `The answer would come before the request (${dateEn({ edtf: received })}).`,
    },
  },
  statuses: { RequestReceived: 'received', RequestAnswered: 'answered' },
});
