import { parseOccurred, refusal, refuseUnlessExcepted, surelyBefore, type Decider, type Occurred, type Visibility } from '@app/kernel';
import type { DeskCommand, DeskCommands } from './desk.commands.js';
import type { DeskEvents } from './desk.events.js';

type Request =
  | { readonly status: 'unknown' }
  | { readonly status: 'received' | 'answered'; readonly received: Occurred | null; readonly answers: readonly (string | undefined)[] };

export const deskDecider: Decider<Request, DeskCommands, DeskEvents> = {
  kind: 'request',
  initial: { status: 'unknown' },
  decide: {
    ReceiveRequest: (command, request) => {
      const { requestId, requesterKind, topic, communeCode, requester, contact } = command;
      if (request.status !== 'unknown') throw refusal('REQUEST_ALREADY_RECEIVED', { id: requestId });
      const data = { requesterKind, topic, communeCode, requester, contact };
      return [{ type: 'RequestReceived', data, visibility: visibilityOf(command) }];
    },
    AnswerRequest: (command, request) => {
      if (request.status === 'unknown') throw refusal('REQUEST_UNKNOWN', { id: command.requestId });
      const { answer } = command;
      // A request may be answered in several times; to say again that it was answered is no other answer.
      if (answer === undefined ? request.answers.length > 0 : request.answers.includes(answer)) return [];
      const tooEarly = command.occurred !== undefined && surelyBefore(parseOccurred(command.occurred), request.received);
      if (tooEarly) refuseUnlessExcepted(command, 'ANSWERED_BEFORE_RECEIVED', { received: request.received?.edtf });
      return [{ type: 'RequestAnswered', data: { answer }, visibility: visibilityOf(command) }];
    },
  },
  evolve: {
    RequestReceived: (_, __, { meta }) => ({ status: 'received', received: meta.occurred, answers: [] }),
    RequestAnswered: (request, { answer }) =>
      request.status === 'unknown' ? request : { ...request, status: 'answered', answers: [...request.answers, answer] },
  },
};

/** A company tells the desk what it has told nobody else: only the desk reads it, unless it is recorded as public. */
const visibilityOf = ({ visibility }: DeskCommand): Visibility => visibility ?? { level: 'internal' };
