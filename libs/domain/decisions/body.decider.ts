import { refusal, refuseUnlessExcepted, type Decider } from '@app/kernel';
import type { BodyCommands } from './decisions.commands.js';
import type { BodyEvents } from './decisions.events.js';

interface Body {
  readonly founded: boolean;
  /** By name, the role they sit in. */
  readonly members: ReadonlyMap<string, string | undefined>;
}

export const bodyDecider: Decider<Body, BodyCommands, BodyEvents> = {
  kind: 'body',
  initial: { founded: false, members: new Map() },
  decide: {
    FoundBody: ({ bodyId, name, bodyKind, purpose, partOf, territoryId, announcedMembers }, body) => {
      if (body.founded) throw refusal('BODY_ALREADY_FOUNDED', { id: bodyId });
      if (partOf === bodyId) throw refusal('BODY_PART_OF_ITSELF', { id: bodyId });
      return [{ type: 'BodyFounded', data: { name, bodyKind, purpose, partOf, territoryId, announcedMembers } }];
    },
    JoinBody: ({ bodyId, member, memberKind, role, territoryId }, body) => {
      if (!body.founded) throw refusal('BODY_UNKNOWN', { id: bodyId });
      // Who sits already and takes another role joins in it; the same seat through another source changes nothing.
      const seated = body.members.has(member) && body.members.get(member) === role;
      return seated ? [] : [{ type: 'MemberJoined', data: { member, memberKind, role, territoryId } }];
    },
    LeaveBody: (command, body) => {
      if (!body.founded) throw refusal('BODY_UNKNOWN', { id: command.bodyId });
      if (!body.members.has(command.member)) refuseUnlessExcepted(command, 'NOT_A_MEMBER_OF_BODY', { member: command.member });
      return [{ type: 'MemberLeft', data: { member: command.member } }];
    },
  },
  evolve: {
    BodyFounded: (body) => ({ ...body, founded: true }),
    MemberJoined: (body, { member, role }) => ({ ...body, members: new Map([...body.members, [member, role]]) }),
    MemberLeft: (body, { member }) => ({ ...body, members: new Map([...body.members].filter(([name]) => name !== member)) }),
  },
};
