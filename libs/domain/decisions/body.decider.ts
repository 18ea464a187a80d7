import { refusal, refuseUnlessExcepted, type Decider } from '@app/kernel';
import type { BodyCommands } from './decisions.commands.js';
import type { BodyEvents } from './decisions.events.js';

interface Body {
  readonly founded: boolean;
  readonly members: readonly string[];
}

export const bodyDecider: Decider<Body, BodyCommands, BodyEvents> = {
  kind: 'body',
  initial: { founded: false, members: [] },
  decide: {
    FoundBody: ({ bodyId, name, bodyKind, purpose, partOf, territoryId, announcedMembers }, body) => {
      if (body.founded) throw refusal('BODY_ALREADY_FOUNDED', { id: bodyId });
      return [{ type: 'BodyFounded', data: { name, bodyKind, purpose, partOf, territoryId, announcedMembers } }];
    },
    JoinBody: ({ bodyId, member, memberKind, role, territoryId }, body) => {
      if (!body.founded) throw refusal('BODY_UNKNOWN', { id: bodyId });
      return body.members.includes(member) ? [] : [{ type: 'MemberJoined', data: { member, memberKind, role, territoryId } }];
    },
    LeaveBody: (command, body) => {
      if (!body.founded) throw refusal('BODY_UNKNOWN', { id: command.bodyId });
      if (!body.members.includes(command.member)) refuseUnlessExcepted(command, 'NOT_A_MEMBER_OF_BODY', { member: command.member });
      return [{ type: 'MemberLeft', data: { member: command.member } }];
    },
  },
  evolve: {
    BodyFounded: (body) => ({ ...body, founded: true }),
    MemberJoined: (body, { member }) => ({ ...body, members: [...body.members, member] }),
    MemberLeft: (body, { member }) => ({ ...body, members: body.members.filter((name) => name !== member) }),
  },
};
