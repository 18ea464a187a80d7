import { counted, refusal, refuseUnlessExcepted, surelyMore, type Decider, type Figure } from '@app/kernel';
import type { ProgrammeCommand, ProgrammeCommands } from './funding.commands.js';
import type { ProgrammeEvents } from './funding.events.js';
import { grantOf } from './grant.js';
import { figureOf, granted, NOTHING, paid, payable, plus, reclaimable, reclaimed, type AidBalance, type Sum } from './money.js';

interface Programme {
  readonly status: 'unknown' | 'open' | 'closed';
  readonly envelope?: Figure;
  readonly aids: Readonly<Record<string, AidBalance>>;
  readonly granted: Sum;
}

export const programmeDecider: Decider<Programme, ProgrammeCommands, ProgrammeEvents> = {
  kind: 'programme',
  initial: { status: 'unknown', aids: {}, granted: NOTHING },
  decide: {
    OpenProgramme: (command, programme) => {
      if (programme.status !== 'unknown') throw refusal('PROGRAMME_ALREADY_OPEN', { id: command.programmeId });
      const { name, owner, purpose, territoryIds, envelope, partners, follows } = command;
      return [{ type: 'ProgrammeOpened', data: { name, owner, purpose, territoryIds, envelope, partners, follows } }];
    },
    RenewProgramme: (command, programme) => {
      known(programme, command);
      return [{ type: 'ProgrammeRenewed', data: {} }];
    },
    CloseProgramme: (command, programme) => {
      known(programme, command);
      return programme.status === 'closed' ? [] : [{ type: 'ProgrammeClosed', data: {} }];
    },
    VoteEnvelope: (command, programme) => {
      open(programme, command);
      coversGrants(command, programme, command.amount);
      return [{ type: 'EnvelopeVoted', data: { amount: command.amount } }];
    },
    ChangeEnvelope: (command, programme) => {
      open(programme, command);
      // Lowering needs no vote; raising does: that is what VoteEnvelope is for.
      if (programme.envelope && surelyMore(command.amount, programme.envelope))
        refuseUnlessExcepted(command, 'ENVELOPE_RAISED_WITHOUT_VOTE');
      coversGrants(command, programme, command.amount);
      return [{ type: 'EnvelopeChanged', data: { amount: command.amount } }];
    },
    GrantAid: (command, programme) => {
      open(programme, command);
      const { aidId, amount } = command;
      const { envelope, granted: before, aids } = programme;
      if (Object.hasOwn(aids, aidId)) throw refusal('AID_ALREADY_GRANTED', { aidId });
      if (envelope && surelyMore(figureOf(plus(before, amount)), envelope)) {
        refuseUnlessExcepted(command, 'AID_BEYOND_ENVELOPE', { envelope: counted(envelope), granted: before.low });
      }
      return [{ type: 'AidGranted', data: { aidId, ...grantOf(command) } }];
    },
    PayAid: (command, programme) => {
      const aid = balance(programme, command);
      if (aid) payable(command, aid, command.amount);
      return [{ type: 'AidPaid', data: { aidId: command.aidId, amount: command.amount } }];
    },
    ReclaimAid: (command, programme) => {
      const aid = balance(programme, command);
      if (aid) reclaimable(command, aid, command.amount);
      return [{ type: 'AidReclaimed', data: { aidId: command.aidId, amount: command.amount } }];
    },
  },
  evolve: {
    ProgrammeOpened: (programme, { envelope }) => ({ ...programme, status: 'open', envelope }),
    ProgrammeRenewed: (programme) => ({ ...programme, status: 'open' }),
    ProgrammeClosed: (programme) => ({ ...programme, status: 'closed' }),
    EnvelopeVoted: (programme, { amount }) => ({ ...programme, envelope: amount }),
    EnvelopeChanged: (programme, { amount }) => ({ ...programme, envelope: amount }),
    AidGranted: (programme, { aidId, amount }) => ({
      ...programme,
      granted: plus(programme.granted, amount),
      aids: { ...programme.aids, [aidId]: granted(amount) },
    }),
    AidPaid: (programme, { aidId, amount }) => withAid(programme, aidId, (aid) => paid(aid, amount)),
    AidReclaimed: (programme, { aidId, amount }) => withAid(programme, aidId, (aid) => reclaimed(aid, amount)),
  },
};

function known(programme: Programme, { programmeId }: ProgrammeCommand): void {
  if (programme.status === 'unknown') throw refusal('PROGRAMME_UNKNOWN', { id: programmeId });
}

function open(programme: Programme, command: ProgrammeCommand): void {
  known(programme, command);
  if (programme.status === 'closed') refuseUnlessExcepted(command, 'PROGRAMME_CLOSED');
}

function coversGrants(command: ProgrammeCommand, { granted: before }: Programme, envelope: Figure): void {
  if (surelyMore(figureOf(before), envelope)) refuseUnlessExcepted(command, 'ENVELOPE_BELOW_GRANTED', { granted: before.low });
}

/** Undefined where a source tells of a payment but none of the grant: there is nothing to compare it with. */
function balance(programme: Programme, command: ProgrammeCommand & { aidId: string }): AidBalance | undefined {
  known(programme, command);
  const { aids } = programme;
  if (Object.hasOwn(aids, command.aidId)) return aids[command.aidId];
  refuseUnlessExcepted(command, 'AID_UNKNOWN', { aidId: command.aidId });
  return undefined;
}

function withAid(programme: Programme, aidId: string, change: (aid: AidBalance) => AidBalance): Programme {
  const aid = Object.hasOwn(programme.aids, aidId) ? programme.aids[aidId] : undefined;
  return aid ? { ...programme, aids: { ...programme.aids, [aidId]: change(aid) } } : programme;
}
