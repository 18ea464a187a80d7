import { parseOccurred, refusal, refuseUnlessExcepted, surelyBefore, type Decider, type Occurred } from '@app/kernel';
import type { DeskCommands } from './desk.commands.js';
import type { DeskEvents } from './desk.events.js';

type Request = { readonly status: 'unknown' } | { readonly status: 'received' | 'answered'; readonly received: Occurred | null };

export const deskDecider: Decider<Request, DeskCommands, DeskEvents> = {
  kind: 'request',
  initial: { status: 'unknown' },
  decide: {
    ReceiveRequest: ({ requestId, requesterKind, topic, communeCode }, request) => {
      if (request.status !== 'unknown') throw refusal('REQUEST_ALREADY_RECEIVED', { id: requestId });
      return [{ type: 'RequestReceived', data: { requesterKind, topic, communeCode } }];
    },
    AnswerRequest: (command, request) => {
      if (request.status === 'unknown') throw refusal('REQUEST_UNKNOWN', { id: command.requestId });
      if (request.status === 'answered') return [];
      const tooEarly = command.occurred !== undefined && surelyBefore(parseOccurred(command.occurred), request.received);
      if (tooEarly) refuseUnlessExcepted(command, 'ANSWERED_BEFORE_RECEIVED', { received: request.received?.edtf });
      return [{ type: 'RequestAnswered', data: { answer: command.answer } }];
    },
  },
  evolve: {
    RequestReceived: (_, __, { meta }) => ({ status: 'received', received: meta.occurred }),
    RequestAnswered: (request) => ({ status: 'answered', received: request.status === 'unknown' ? null : request.received }),
  },
};
