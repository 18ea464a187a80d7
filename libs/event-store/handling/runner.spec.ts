import {
  Command,
  commandIdOf,
  effectiveFacts,
  newEventId,
  PUBLIC,
  refusal,
  Refusal,
  refuseUnlessExcepted,
  type Decider,
  type Issuance,
} from '@app/kernel';
import { MemoryEventStore } from '../memory/memory-event-store.js';
import { StoreUnavailable, WrongExpectedRevision, type AppendResult, type StreamAppend } from '../port.js';
import { decode, loadStream } from './decode.js';
import { CommandIdReused, CommandRunner, RevisionMismatch } from './runner.js';

describe('a command', () => {
  it('records what its decider says, in an envelope that tells who, when and on which document', async () => {
    const { run, facts } = ledger();
    const sources = [{ documentId: 'accord-2023', locator: 'p. 2' }];
    const result = await run(
      deposit(10, { occurred: '2020-12~', occurredRaw: 'fin 2020', sources, reason: 'as agreed', onBehalfOf: 'Région' }),
    );
    const [fact] = await facts();
    expect(result).toEqual({ status: 'recorded', streamId: 'account-a', revision: 0, position: '1', eventIds: [fact!.eventId] });
    expect(fact).toMatchObject({ type: 'Deposited', data: { euros: 10 }, schemaVersion: 1, revision: 0 });
    expect(fact!.meta).toEqual({
      occurred: { edtf: '2020-12~', earliest: '2020-12-01', latest: '2020-12-31', raw: 'fin 2020' },
      sources,
      recordedBy: 'officer-1',
      onBehalfOf: 'Région',
      reason: 'as agreed',
      visibility: PUBLIC,
      commandId: expect.any(String),
      commandHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      correlationId: 'trace-1',
      causationId: fact!.meta.commandId,
      nonce: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('may record several facts, or none when it is already so', async () => {
    const { run, facts } = ledger();
    await run(deposit(10));
    const emptied = await run(new Empty());
    expect(emptied).toMatchObject({ status: 'recorded', revision: 2 });
    expect(emptied.eventIds).toHaveLength(2);
    expect(await run(new Empty())).toMatchObject({ status: 'unchanged', revision: 2, position: '3', eventIds: [] });
    expect((await facts()).map(({ type }) => type)).toEqual(['Deposited', 'Withdrawn', 'Closed']);
  });

  it('that changes nothing of a stream nobody wrote leaves no stream', async () => {
    const { run, facts } = ledger();
    expect(await run(new Empty())).toEqual({ status: 'unchanged', streamId: 'account-a', revision: -1, position: null, eventIds: [] });
    expect(await facts()).toEqual([]);
  });

  it('that a rule refuses records nothing, unless it states the exception', async () => {
    const { run, facts } = ledger();
    await expect(run(withdraw(10))).rejects.toThrow(Refusal);
    const exception = { rule: 'OVERDRAWN', reason: 'the bank says so' };
    await run(withdraw(10, { exception }));
    expect((await facts()).map(({ meta }) => meta.exception)).toEqual([exception]);
  });

  it('that excepts another rule is refused all the same', async () => {
    await expect(ledger().run(withdraw(10, { exception: { rule: 'CLOSED', reason: 'no' } }))).rejects.toThrow('OVERDRAWN');
  });

  it('that the kind of subject has no rule for is a fault, not a refusal', () => {
    class Rename extends AccountCommand {}
    expect(() => ledger().run(new Rename())).toThrow('account has no rule for Rename');
  });

  it('is decided on what corrections have left of the facts', async () => {
    const { runner, run, store } = ledger();
    const { eventIds } = await run(deposit(10));
    const retraction = issued(new Empty());
    await runner.decideOn(accountDecider, 'account-a', retraction, () => [{ type: 'FactRetracted', data: { retracts: eventIds[0] } }]);
    expect(effectiveFacts(await loadStream(store, 'account-a'))).toEqual([]);
    await expect(run(withdraw(10))).rejects.toThrow('OVERDRAWN');
  });
});

describe('a command sent again', () => {
  it('records once and answers what it recorded the first time', async () => {
    const { run, facts } = ledger();
    const commandId = commandIdOf('artois', 'first-deposit');
    const first = await run(deposit(10, {}, { commandId }));
    await run(deposit(5));
    expect(await run(deposit(10, {}, { commandId }))).toEqual({ ...first, status: 'repeated' });
    expect(await facts()).toHaveLength(2);
  });

  it('by somebody else, or later, is the same command', async () => {
    const { run } = ledger();
    const commandId = newEventId();
    await run(deposit(10, {}, { commandId }));
    const again = deposit(10, {}, { commandId, actor: { id: 'officer-2', role: 'officer' }, correlationId: 'trace-2' });
    expect(await run(again)).toMatchObject({ status: 'repeated' });
  });

  it('with other content is a mistake', async () => {
    const { run, facts } = ledger();
    const commandId = newEventId();
    await run(deposit(10, {}, { commandId }));
    await expect(run(deposit(11, {}, { commandId }))).rejects.toThrow(CommandIdReused);
    await expect(run(deposit(10, { occurred: '2021' }, { commandId }))).rejects.toThrow(CommandIdReused);
    await expect(run(withdraw(10, {}, { commandId }))).rejects.toThrow(CommandIdReused);
    expect(await facts()).toHaveLength(1);
  });

  it('is answered although the rules would now refuse it, and although the stream has moved on', async () => {
    const { run } = ledger();
    await run(deposit(10));
    const once = { commandId: newEventId(), expectedRevision: 0 };
    await run(withdraw(10, {}, once));
    expect(await run(withdraw(10, {}, once))).toMatchObject({ status: 'repeated', revision: 1 });
  });
});

describe('a command that names the revision its caller saw', () => {
  it('is decided when nothing has happened since', async () => {
    const { run } = ledger();
    await run(deposit(10));
    expect(await run(deposit(5, {}, { expectedRevision: 0 }))).toMatchObject({ status: 'recorded', revision: 1 });
  });

  it('is not decided when something has', async () => {
    const { run, facts } = ledger();
    await run(deposit(10));
    await run(deposit(5));
    await expect(run(deposit(1, {}, { expectedRevision: 0 }))).rejects.toMatchObject({ name: 'RevisionMismatch', expected: 0, actual: 1 });
    await expect(run(deposit(1, {}, { expectedRevision: 2 }))).rejects.toThrow(RevisionMismatch);
    expect(await facts()).toHaveLength(2);
  });

  it('is not decided again when somebody writes in between', async () => {
    const store = new InterruptedStore();
    const { run, facts } = ledger(store);
    await run(deposit(10));
    store.beforeNextAppend(() => run(deposit(5)));
    await expect(run(deposit(1, {}, { expectedRevision: 0 }))).rejects.toThrow(RevisionMismatch);
    expect((await facts()).map(({ data }) => data.euros)).toEqual([10, 5]);
  });
});

describe('commands at the same time', () => {
  it('are decided again from what is there now', async () => {
    const store = new InterruptedStore();
    const { run, facts } = ledger(store);
    await run(deposit(10));
    store.beforeNextAppend(() => run(withdraw(10)));
    // Both saw ten euros; only one may have them.
    await expect(run(withdraw(10))).rejects.toThrow('OVERDRAWN');
    expect((await facts()).map(({ type }) => type)).toEqual(['Deposited', 'Withdrawn']);
  });

  it('are all recorded, each once, with no revision missing', async () => {
    const { run, facts } = ledger();
    const results = await Promise.all(Array.from({ length: 8 }, (_, index) => run(deposit(index + 1))));
    const recorded = await facts();
    expect(recorded.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(recorded.map(({ data }) => data.euros as number).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(new Set(results.map(({ revision }) => revision)).size).toBe(8);
  });

  it('with the same id are recorded once', async () => {
    const { run, facts } = ledger();
    const commandId = newEventId();
    const results = await Promise.all(Array.from({ length: 4 }, () => run(deposit(10, {}, { commandId }))));
    expect(results.map(({ status }) => status).sort()).toEqual(['recorded', 'repeated', 'repeated', 'repeated']);
    expect(await facts()).toHaveLength(1);
  });

  it('that always come second are given up as the conflict they are', async () => {
    const store = new InterruptedStore();
    const { run } = ledger(store);
    store.alwaysConflict = true;
    await expect(run(deposit(1))).rejects.toThrow(WrongExpectedRevision);
  });
});

describe('a store that does not answer', () => {
  it('is asked again with the same events, which are recorded once', async () => {
    const store = new InterruptedStore();
    const { run, facts } = ledger(store);
    store.answersLost = 2;
    const result = await run(deposit(10));
    expect(result).toMatchObject({ status: 'recorded', revision: 0 });
    expect((await facts()).map(({ eventId }) => eventId)).toEqual(result.eventIds);
  });

  it('is given up after three times; what it may have recorded is found when the command comes again', async () => {
    const store = new InterruptedStore();
    const { run, facts } = ledger(store);
    const commandId = newEventId();
    store.answersLost = 3;
    await expect(run(deposit(10, {}, { commandId }))).rejects.toThrow(StoreUnavailable);
    expect(await run(deposit(10, {}, { commandId }))).toMatchObject({ status: 'repeated', revision: 0 });
    expect(await facts()).toHaveLength(1);
  });

  it('and surely wrote nothing is not asked again', async () => {
    const store = new InterruptedStore();
    store.refusing = new StoreUnavailable('no connection', 'not-written');
    await expect(ledger(store).run(deposit(10))).rejects.toThrow('no connection');
    expect(store.appends).toBe(1);
  });
});

describe('an event read back', () => {
  const upcasts = { Deposited: [({ amount, ...data }: Record<string, unknown>) => ({ ...data, euros: amount })] };

  it('has the newest shape, and so has the one inside its correction', async () => {
    const store = new MemoryEventStore();
    const old = { type: 'Deposited', schemaVersion: 1, data: { amount: 10 } };
    const meta = '{}';
    await store.append([
      {
        streamId: 'account-a',
        expected: 'none',
        events: [
          { eventId: newEventId(), meta, ...old, data: JSON.stringify(old.data) },
          { eventId: newEventId(), meta, type: 'FactCorrected', schemaVersion: 1, data: JSON.stringify({ corrects: 'x', fact: old }) },
          { eventId: newEventId(), meta, ...old, schemaVersion: 2, data: JSON.stringify({ euros: 20 }) },
        ],
      },
    ]);
    const [first, correction, newest] = await loadStream(store, 'account-a', { upcasts });
    expect(first!.data).toEqual({ euros: 10 });
    expect(correction!.data).toMatchObject({ corrects: 'x', fact: { data: { euros: 10 } } });
    expect(newest!.data).toEqual({ euros: 20 });
  });

  it('is as it was stored for those who know no shapes', async () => {
    const { run, store } = ledger();
    await run(deposit(10));
    for await (const event of store.readStream('account-a')) expect(decode(event).data).toEqual({ euros: 10 });
  });
});

abstract class AccountCommand extends Command {
  subjectId(): string {
    return 'a';
  }
}
class Deposit extends AccountCommand {
  euros: number;
}
class Withdraw extends AccountCommand {
  euros: number;
}
class Empty extends AccountCommand {}

interface AccountEvents {
  Deposited: { euros: number };
  Withdrawn: { euros: number };
  Closed: object;
}

const accountDecider: Decider<number, { Deposit: Deposit; Withdraw: Withdraw; Empty: Empty }, AccountEvents> = {
  kind: 'account',
  initial: 0,
  decide: {
    Deposit: ({ euros }) => {
      if (euros <= 0) throw refusal('NOTHING_DEPOSITED');
      return [{ type: 'Deposited', data: { euros } }];
    },
    Withdraw: (command, balance) => {
      if (command.euros > balance) refuseUnlessExcepted(command, 'OVERDRAWN');
      return [{ type: 'Withdrawn', data: { euros: command.euros } }];
    },
    Empty: (_, balance) =>
      balance === 0
        ? []
        : [
            { type: 'Withdrawn', data: { euros: balance } },
            { type: 'Closed', data: {} },
          ],
  },
  evolve: {
    Deposited: (balance, { euros }) => balance + euros,
    Withdrawn: (balance, { euros }) => balance - euros,
    Closed: (balance) => balance,
  },
};

it('refuses an exception to a rule that is not broken, which would tell of a breach there was not', async () => {
  const { run } = ledger();
  const exception = { rule: 'OVERDRAWN', reason: 'the bank says so' };
  await run(deposit(10));
  await expect(run(withdraw(4, { exception }))).rejects.toMatchObject({ code: 'EXCEPTION_NOT_NEEDED', facts: { rule: 'OVERDRAWN' } });
  await expect(run(withdraw(11, { exception }))).resolves.toMatchObject({ status: 'recorded' });
});

const issued = <C extends Command>(command: C, issuance: Partial<Issuance> = {}): C =>
  Object.assign(command, {
    issued: { commandId: newEventId(), actor: { id: 'officer-1', role: 'officer' }, correlationId: 'trace-1', ...issuance },
  });
const deposit = (euros: number, said: Partial<Deposit> = {}, by: Partial<Issuance> = {}) =>
  issued(Object.assign(new Deposit(), { euros }, said), by);
const withdraw = (euros: number, said: Partial<Withdraw> = {}, by: Partial<Issuance> = {}) =>
  issued(Object.assign(new Withdraw(), { euros }, said), by);

function ledger(store = new MemoryEventStore()) {
  const runner = new CommandRunner(store);
  return {
    store,
    runner,
    run: (command: Command) => runner.run(accountDecider, command.issued ? command : issued(command)),
    facts: () => loadStream(store, 'account-a', accountDecider),
  };
}

/** A store in which somebody else may write first, or whose answers get lost after it has written. */
class InterruptedStore extends MemoryEventStore {
  alwaysConflict = false;
  answersLost = 0;
  refusing?: Error;
  appends = 0;
  private interruption?: () => Promise<unknown>;

  beforeNextAppend(interruption: () => Promise<unknown>): void {
    this.interruption = interruption;
  }

  override async append(appends: readonly StreamAppend[]): Promise<AppendResult[]> {
    this.appends += 1;
    if (this.refusing) throw this.refusing;
    if (this.alwaysConflict) throw new WrongExpectedRevision(appends[0]!.streamId, appends[0]!.expected, 99);
    const interruption = this.interruption;
    this.interruption = undefined;
    await interruption?.();
    const results = await super.append(appends);
    if (this.answersLost > 0) {
      this.answersLost -= 1;
      throw new StoreUnavailable('the answer was lost', 'unknown');
    }
    return results;
  }
}
