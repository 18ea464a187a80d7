import { subjects } from '@app/domain';
import { CommandRunner, MemoryEventStore, StoreUnavailable, type EventStore } from '@app/event-store';
import { described } from './problem.js';
import { loadFiles, type LoadOptions } from './load.js';

describe('loading data files', () => {
  it('records each entry once, however often it is loaded', async () => {
    const store = new MemoryEventStore();
    expect(await load(store, STORY)).toMatchObject({ entries: 4, recorded: 4, repeated: 0, unchanged: 0 });
    expect(await load(store, STORY)).toMatchObject({ recorded: 0, repeated: 4, unchanged: 0 });
    expect(await typesOf(store)).toEqual(['SourceRegistered', 'SiteRegistered', 'EmployeesCounted', 'FactDisputed']);
  });

  it('only checks when asked to: it counts what would be recorded and writes nothing', async () => {
    const store = new MemoryEventStore();
    expect(await load(store, STORY, { check: true })).toMatchObject({ recorded: 4, refused: [] });
    expect(await store.head()).toBeNull();
  });

  it('ties a reference to the event that the other entry recorded', async () => {
    const store = new MemoryEventStore();
    await load(store, STORY);
    const [registered, counted, disputed] = await eventsOf(store, 'site-usine');
    expect(JSON.parse(disputed!.data)).toMatchObject({ disputes: registered!.eventId, with: [counted!.eventId] });
  });

  it('finds the event of an entry that an earlier load recorded, also from another file of the set', async () => {
    const store = new MemoryEventStore();
    await load(store, STORY);
    const more = `${HEAD}events:\n  - {id: again, record: DisputeFact, subject: {kind: site, id: usine}, disputes: headcount, about: employees, reason: Non.}\n`;
    expect(await load(store, more)).toMatchObject({ recorded: 1, refused: [] });
    const events = await eventsOf(store, 'site-usine');
    expect(JSON.parse(events.at(-1)!.data)).toMatchObject({ disputes: events[1]!.eventId });
  });

  it('refuses an entry whose content changed after it was recorded, and names the remedy', async () => {
    const store = new MemoryEventStore();
    await load(store, STORY);
    const { refused } = await load(store, STORY.replace('employees: 863', 'employees: 900'));
    expect(refused.map((found) => described(found))).toEqual([
      'essai.yaml:7:5 events[1] : l’entrée « headcount » a déjà été enregistrée avec un autre contenu. → Remettez l’entrée comme elle était et ajoutez une entrée CorrectFact avec « corrects: headcount ».',
    ]);
    expect(await typesOf(store)).toHaveLength(4);
  });

  it('corrects an entry that was told wrongly', async () => {
    const store = new MemoryEventStore();
    const correction = `  - id: headcount-corrected
    record: CorrectFact
    subject: {kind: site, id: usine}
    corrects: headcount
    source: doc
    reason: L’article dit 900.
    command: {record: CountEmployees, employees: 900, occurred: 2020-11}\n`;
    expect(await load(store, STORY + correction)).toMatchObject({ recorded: 5, refused: [] });
    const corrected = JSON.parse((await eventsOf(store, 'site-usine')).at(-1)!.data) as object;
    expect(corrected).toMatchObject({
      fact: { type: 'EmployeesCounted', data: { employees: { value: 900 } }, sources: [{ documentId: 'doc' }] },
    });
  });

  it('goes on where a crash stopped it', async () => {
    const store = new MemoryEventStore();
    const dying = failingAfter(store, 2);
    await expect(load(dying, STORY, { concurrency: 1 })).rejects.toThrow(StoreUnavailable);
    expect(await typesOf(store)).toHaveLength(2);
    expect(await load(store, STORY)).toMatchObject({ recorded: 2, repeated: 2 });
    expect(await typesOf(store)).toEqual(['SourceRegistered', 'SiteRegistered', 'EmployeesCounted', 'FactDisputed']);
  });

  it('says so when somebody else wrote between the check and the recording, and stops', async () => {
    const store = new MemoryEventStore();
    const runner = new CommandRunner(store);
    const siteOf = subjects.find(({ kind }) => kind === 'site')!;
    let intruded = false;
    const result = await load(store, STORY, {
      concurrency: 1,
      execute: async (command) => {
        const subject = subjects.find(({ commands }) => Object.values(commands).includes(command.constructor as never));
        if (command.constructor.name === 'RegisterSite' && !intruded) {
          intruded = true;
          const other = Object.assign(Object.create(Object.getPrototypeOf(command) as object) as typeof command, command);
          other.issued = { ...command.issued, commandId: '3d7a2c3e-0f5c-4c0b-8a56-0d8a5b7f7d11' };
          await runner.run(siteOf.decider, other);
        }
        return runner.run(subject!.decider, command);
      },
    });
    expect(result).toMatchObject({ interrupted: true, recorded: 1, refused: [{ code: 'RULE', line: 6 }] });
    expect(await typesOf(store)).toEqual(['SourceRegistered', 'SiteRegistered']);
  });

  it('tells which entries say what was already so', async () => {
    const store = new MemoryEventStore();
    const twice = ['a', 'b']
      .map((id) => `  - {id: ${id}, record: OccupySite, siteId: usine, occupant: X, role: owner, source: doc}\n`)
      .join('');
    expect(await load(store, STORY + twice)).toMatchObject({ recorded: 5, unchanged: 1, alreadySo: [{ file: 'essai.yaml', line: 10 }] });
  });

  it('keeps the order of a subject while it records many subjects at once', async () => {
    const store = new MemoryEventStore();
    const lines = Array.from({ length: 600 }, (_, i) => ({
      id: `c-${i}`,
      record: 'CountEmployees',
      siteId: `s-${i % 20}`,
      employees: i,
      sources: [{ documentId: 'doc' }],
    }));
    const sites = Array.from({ length: 20 }, (_, i) => ({
      id: `s-${i}`,
      record: 'RegisterSite',
      siteId: `s-${i}`,
      name: 'S',
      communeCode: '62119',
      siteKind: 'plant',
      sources: [{ documentId: 'doc' }],
    }));
    const header = { format: 'palimpseste/1', dataset: 'lignes' };
    const source = { id: 'doc', record: 'RegisterSource', sourceId: 'doc', title: 'Un document' };
    const content = [header, source, ...sites, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
    const progress: [number, number, string][] = [];
    const options = { store, subjects, onProgress: (...step: [number, number, string]) => void progress.push(step) };
    expect(await loadFiles([{ name: 'lignes.jsonl', content }], options)).toMatchObject({ recorded: 621, refused: [] });
    const counts = (await eventsOf(store, 'site-s-7'))
      .slice(1)
      .map(({ data }) => (JSON.parse(data) as { employees: { value: number } }).employees.value);
    expect(counts).toEqual(Array.from({ length: 30 }, (_, i) => 7 + 20 * i));
    expect(progress.at(0)).toEqual([1, 621, 'checking']);
    expect(progress.at(-1)).toEqual([621, 621, 'recording']);
  });
});

const HEAD = 'format: palimpseste/1\ndataset: essai\n';
const STORY = `${HEAD}sources:
  - {id: doc, title: Un document, date: 2020}
events:
  - {id: plant, record: RegisterSite, siteId: usine, name: Usine, communeCode: 62119, siteKind: plant, source: doc}
  - {id: headcount, record: CountEmployees, siteId: usine, employees: 863, occurred: 2020-11, source: doc}
  - {id: dispute, record: DisputeFact, subject: {kind: site, id: usine}, disputes: plant, with: [headcount], about: employees, reason: Non.}
`;

const load = (store: EventStore, content: string, options: Partial<LoadOptions> = {}) =>
  loadFiles([{ name: 'essai.yaml', content }], { store, subjects, ...options });

/** A store that dies after some appends, as a killed process would. */
function failingAfter(store: MemoryEventStore, appends: number): EventStore {
  let left = appends;
  return Object.assign(Object.create(store) as EventStore, {
    append: (...args: Parameters<EventStore['append']>) => {
      if (left-- <= 0) throw new StoreUnavailable('gone', 'not-written');
      return store.append(...args);
    },
  });
}

async function eventsOf(store: EventStore, streamId: string) {
  const events = [];
  for await (const event of store.readStream(streamId)) events.push(event);
  return events;
}

async function typesOf(store: EventStore): Promise<string[]> {
  const types: string[] = [];
  for await (const { type } of store.readAll()) types.push(type);
  return types;
}
