import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { CommandRunner, openEventStore, type EventStore } from '@app/event-store';
import { newEventId, personMark, type Command } from '@app/kernel';
import { erasePerson } from '@app/operations';
import { FolderPersonKeys, MasterKey, Privacy } from '@app/privacy';
import { deskDecider, ReceiveRequest } from '@domain/desk';
import { ErasePerson } from '@domain/erasures';
import { testDatabase } from '../support/postgres.js';
import { openTables } from './tables.js';

describe('an erasure whose program is killed', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: EventStore;
  let source: Awaited<ReturnType<typeof openTables>>;
  let folder: string;
  beforeAll(async () => {
    database = await testDatabase();
    store = await openEventStore(database.url);
    source = await openTables(database.url);
    folder = await mkdtemp(join(tmpdir(), 'palimpseste-forgotten-'));
  });
  afterAll(async () => {
    await source?.destroy();
    await store?.close();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(['recorded', 'half'])('is carried out by the first to use any key (%s)', async (moment) => {
    const { person, place, row } = await received(moment);
    expect(await killed(person, moment, place)).toBe('SIGKILL');
    expect(await erasuresOf(person)).toBe(1);
    // Recorded, and the key is still there: nobody gets to use it.
    expect((await (await keysAt(place)).find([person])).get(person)).toMatchObject({ status: 'held' });
    const rows = [{ ...row }];
    const privacy = new Privacy(await keysAt(place), store);
    expect(await privacy.revealing.reveal(rows, { inside: true, language: 'fr' })).toBe(false);
    expect(rows[0]!.data).toContain('[donnée effacée le ');
    expect((await (await keysAt(place)).find([person])).get(person)).toMatchObject({ status: 'erased' });
    // Asked again, it has been done.
    expect(await erase(privacy, person)).toMatchObject({ status: 'unchanged' });
    expect(await erasuresOf(person)).toBe(1);
  });

  it('is carried out again on a folder of keys that was put back from before it', async () => {
    const { person, place, row } = await received('backup');
    await cp(place, `${place}-backup`, { recursive: true });
    await erase(new Privacy(await keysAt(place), store), person);
    const rows = [{ ...row }];
    await new Privacy(await keysAt(`${place}-backup`), store).revealing.reveal(rows, { inside: true, language: 'fr' });
    expect(rows[0]!.data).toContain('[donnée effacée le ');
    expect((await (await keysAt(`${place}-backup`)).find([person])).get(person)).toMatchObject({ status: 'erased' });
  });

  it('does not bring a program that has read before to read it again', async () => {
    const { person, place, row } = await received('other');
    const reader = new Privacy(await keysAt(place), store);
    const before = [{ ...row }];
    expect(await reader.revealing.reveal(before, { inside: true, language: 'fr' })).toBe(true);
    await erase(new Privacy(await keysAt(place), store), person);
    const after = [{ ...row }];
    expect(await reader.revealing.reveal(after, { inside: true, language: 'fr' })).toBe(false);
    expect(after[0]!.data).not.toContain('Lefebvre');
  });

  const keysAt = (place: string) => FolderPersonKeys.open(place, new MasterKey(Buffer.alloc(32, 5)));

  /** A request that speaks of somebody, with keys of its own. */
  async function received(name: string) {
    const person = randomUUID();
    const place = join(folder, name);
    const privacy = new Privacy(await keysAt(place), store);
    const requestId = `demande-${name}`;
    const command = plainToInstance(ReceiveRequest, {
      requestId,
      requesterKind: 'other',
      topic: `${personMark(person, 'Jeanne Lefebvre')} cherche un terrain`,
    });
    await new CommandRunner(store, privacy.personal).run(deskDecider, issued(command));
    for await (const { data } of store.readStream(`request-${requestId}`)) return { person, place, row: { data } };
    throw new Error('not recorded');
  }

  const erase = (privacy: Privacy, personId: string) =>
    erasePerson(
      { eventStore: store, readModels: source, privacy, runner: new CommandRunner(store, privacy.personal) },
      issued(Object.assign(new ErasePerson(), { personId, reason: 'Demande', legalBasis: 'RGPD, article 17' })),
    );

  async function erasuresOf(person: string): Promise<number> {
    let found = 0;
    for await (const { data } of store.readStream('erasure-register')) if (data.includes(person)) found++;
    return found;
  }

  async function killed(person: string, moment: string, place: string): Promise<string | number | null> {
    const child = spawn(
      process.execPath,
      ['--no-warnings', '--import', './test/support/typescript.mjs', 'test/faults/forgetful.ts', person, moment, place],
      { env: { ...process.env, EVENT_STORE_URL: database.url }, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    return signal ?? code;
  }
});

const issued = <C extends Command>(command: C): C =>
  Object.assign(command, { issued: { commandId: newEventId(), actor: { id: 'officer-1', role: 'officer' }, correlationId: 'essai' } });
