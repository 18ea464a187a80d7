import { plainToInstance } from 'class-transformer';
import { CommandRunner, MemoryEventStore, type StoredEvent } from '@app/event-store';
import { contentHash, newEventId, personMark, type Command } from '@app/kernel';
import { MemoryPersonKeys } from './keys/memory.js';
import { Privacy } from './privacy.js';
import { Revealing } from './reading/revealing.js';
import { AnswerNote, TakeNote, notesDecider, registerDecider, Forget } from './notes.fixture.js';

const jeanne = '3f0c9c52-6c1f-4a7e-9d3b-0d8f0f1f2a11';
const topic = `Rappeler ${personMark(jeanne, 'Jeanne Lefebvre')} au ${personMark(jeanne, '06 12 34 56 78')}`;
const PLAIN = /Jeanne|Lefebvre|06 12/;

describe('what is recorded of a person', () => {
  it('is sealed in the payload and in the envelope before it is stored', async () => {
    const { record, stored } = desk();
    await record(take({ topic, reason: `demande de ${personMark(jeanne, 'Jeanne Lefebvre')}` }));
    const [event] = await stored();
    expect(event!.data + event!.meta).not.toMatch(PLAIN);
    expect(JSON.parse(event!.data).topic).toMatch(/^Rappeler \{\{person:3f0c[^|]+\}\} au \{\{person:3f0c[^|]+\}\}$/);
    expect(JSON.parse(event!.meta).reason).toMatch(/^demande de \{\{person:3f0c[^|]+\}\}$/);
  });

  it('is not to be guessed from the hash of its command either', async () => {
    const { record, stored } = desk();
    await record(take({ topic }));
    const { commandHash } = JSON.parse((await stored())[0]!.meta) as { commandHash: string };
    const guess = (said: object) => contentHash({ name: 'TakeNote', content: { ...said } });
    expect(commandHash).not.toBe(guess({ noteId: 'a', topic }));
    expect(commandHash).not.toBe(guess({ noteId: 'a', topic, reason: undefined }));
  });

  it('is recorded once by the same command, and is an error with other words', async () => {
    const { record } = desk();
    const commandId = newEventId();
    await record(take({ topic }, commandId));
    expect(await record(take({ topic }, commandId))).toMatchObject({ status: 'repeated' });
    await expect(record(take({ topic: `Rappeler ${personMark(jeanne, 'Paul')}` }, commandId))).rejects.toThrow('other content');
  });

  it('is compared in clear by the rules', async () => {
    const { record } = desk();
    await record(take({ topic }));
    const answer = { noteId: 'a', answer: `vu ${personMark(jeanne, 'Jeanne')}` };
    expect(await record(issued(plainToInstance(AnswerNote, answer)))).toMatchObject({ status: 'recorded' });
    expect(await record(issued(plainToInstance(AnswerNote, answer)))).toMatchObject({ status: 'unchanged' });
  });

  it('is refused where there are no keys, since it could never be erased', async () => {
    const runner = new CommandRunner(new MemoryEventStore());
    await expect(runner.run(notesDecider, take({ topic }))).rejects.toMatchObject({ code: 'PERSONAL_DATA_NOT_KEPT' });
    await expect(runner.run(notesDecider, take({ topic: 'un terrain' }))).resolves.toMatchObject({ status: 'recorded' });
  });

  it('is read by those who may, and hidden from others', async () => {
    const { record, stored, privacy } = desk();
    await record(take({ topic }));
    const rows = async () => [{ data: (await stored())[0]!.data, list: [{ deep: JSON.parse((await stored())[0]!.data).topic }], n: 3 }];
    const [inside, outside, keyless] = [await rows(), await rows(), await rows()];
    expect(await privacy.revealing.reveal(inside, { inside: true, language: 'fr' })).toBe(true);
    expect(JSON.parse(inside[0]!.data).topic).toBe('Rappeler Jeanne Lefebvre au 06 12 34 56 78');
    expect(inside[0]!.list[0]!.deep).toBe('Rappeler Jeanne Lefebvre au 06 12 34 56 78');
    expect(await privacy.revealing.reveal(outside, { inside: false, language: 'fr' })).toBe(false);
    expect(JSON.parse(outside[0]!.data).topic).toBe('Rappeler [donnée personnelle] au [donnée personnelle]');
    expect(JSON.stringify(outside)).not.toContain(jeanne);
    await new Revealing().reveal(keyless, { inside: true, language: 'en' });
    expect(JSON.parse(keyless[0]!.data).topic).toMatch(/^Rappeler \[personal data that cannot be read/);
  });
});

describe('an erasure', () => {
  it('leaves nothing to read, says when, and changes no byte of what was stored', async () => {
    const { record, stored, privacy, forget } = desk();
    await record(take({ topic }));
    const [before] = await stored();
    await forget(jeanne);
    expect((await stored())[0]).toEqual(before);
    const rows = [{ data: before!.data }];
    expect(await privacy.revealing.reveal(rows, { inside: true, language: 'fr' })).toBe(false);
    expect(JSON.parse(rows[0]!.data).topic).toMatch(/^Rappeler \[donnée effacée le \d{1,2}(er)? \p{L}+ \d{4}\] au \[donnée effacée/u);
  });

  it('counts as soon as it is recorded, whoever died before the key was destroyed', async () => {
    const { record, stored, privacy, record: recordOnly, keys } = desk();
    await record(take({ topic }));
    // Recorded, and not carried out: kill -9 between the two.
    await recordOnly(issued(plainToInstance(Forget, { personId: jeanne })));
    expect((await keys.find([jeanne])).get(jeanne)).toMatchObject({ status: 'held' });
    const rows = [{ data: (await stored())[0]!.data }];
    await privacy.revealing.reveal(rows, { inside: true, language: 'en' });
    expect(rows[0]!.data).toContain('[data erased on ');
    expect((await keys.find([jeanne])).get(jeanne)).toMatchObject({ status: 'erased' });
  });

  it('is carried out again on keys that an older backup brought back', async () => {
    const { record, stored, forget, store } = desk();
    await record(take({ topic }));
    const [event] = await stored();
    await forget(jeanne);
    // The keys as they were before, and a program that starts on them.
    const old = new MemoryPersonKeys();
    await old.take(jeanne);
    const rows = [{ data: event!.data }];
    await new Privacy(old, store).revealing.reveal(rows, { inside: true, language: 'fr' });
    expect(rows[0]!.data).toContain('[donnée effacée le ');
    expect((await old.find([jeanne])).get(jeanne)).toMatchObject({ status: 'erased' });
  });

  it('holds for a store that was put back from before it, since the keys are gone', async () => {
    const { record, stored, forget, keys } = desk();
    await record(take({ topic }));
    const [event] = await stored();
    await forget(jeanne);
    const rows = [{ data: event!.data }];
    await new Privacy(keys, new MemoryEventStore()).revealing.reveal(rows, { inside: true, language: 'fr' });
    expect(rows[0]!.data).toContain('[donnée effacée le ');
  });

  it('lets nothing more be recorded under the reference, and leaves what was decided in peace', async () => {
    const { record, forget } = desk();
    const commandId = newEventId();
    await record(take({ topic }, commandId));
    await forget(jeanne);
    await expect(record(take({ noteId: 'b', topic }))).rejects.toMatchObject({ code: 'PERSON_ERASED', facts: { person: jeanne } });
    await expect(record(take({ topic }, commandId))).rejects.toMatchObject({ code: 'PERSON_ERASED' });
    expect(await record(issued(plainToInstance(AnswerNote, { noteId: 'a', answer: 'fait' })))).toMatchObject({ status: 'recorded' });
  });
});

it('a text that was carried to another event is not opened there', async () => {
  const { record, stored, privacy } = desk();
  await record(take({ topic }));
  const [event] = await stored();
  const [carried] = await privacy.personal.open([{ ...event!, eventId: newEventId() }]);
  expect(carried!.data).not.toMatch(PLAIN);
  const [own] = await privacy.personal.open([event!]);
  expect(own!.data).toMatch(PLAIN);
});

const issued = <C extends Command>(command: C, commandId = newEventId()): C =>
  Object.assign(command, { issued: { commandId, actor: { id: 'officer-1', role: 'officer' }, correlationId: 'trace' } });
const take = (said: object, commandId?: string) => issued(plainToInstance(TakeNote, { noteId: 'a', ...said }), commandId);

function desk() {
  const store = new MemoryEventStore();
  const keys = new MemoryPersonKeys();
  const privacy = new Privacy(keys, store);
  const runner = new CommandRunner(store, privacy.personal);
  const record = (command: Command) => runner.run(command instanceof Forget ? registerDecider : notesDecider, command);
  return {
    store,
    keys,
    privacy,
    record,
    async forget(personId: string) {
      await record(issued(plainToInstance(Forget, { personId })));
      await privacy.erasures.carryOut();
    },
    async stored() {
      const events: StoredEvent[] = [];
      for await (const event of store.readStream('note-a')) events.push(event);
      return events;
    },
  };
}
