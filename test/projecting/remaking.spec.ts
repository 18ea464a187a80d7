import { subjectOfKind } from '@app/domain';
import { PostgresEventStore, type EventStore, type NewEvent } from '@app/event-store';
import { newEventId } from '@app/kernel';
import {
  FactRow,
  fitsOf,
  into,
  openReadModels,
  Ownership,
  ProjectionRunner,
  rebuildsOf,
  type Fit,
  type Projection,
  type Remade,
} from '@app/projecting';
import { setTimeout } from 'node:timers/promises';
import { Column, Entity, type DataSource } from 'typeorm';
import { testDatabase } from '../support/postgres.js';
import { until } from '../support/until.js';

// Two versions of the code of one program: the same tables with other columns, a table that came and one that went.

@Entity({ schema: 'rm', name: 'plant' })
class PlantThen extends FactRow {
  @Column('text') name: string;
}
@Entity({ schema: 'rm', name: 'plant_note' })
class PlantNote extends FactRow {
  @Column('text') note: string;
}
@Entity({ schema: 'rm', name: 'plant' })
class Plant extends FactRow {
  @Column('text') label: string;
  @Column('int') letters: number;
}
@Entity({ schema: 'rm', name: 'plant_letter' })
class PlantLetter extends FactRow {
  @Column('text') letter: string;
}
@Entity({ schema: 'rm', name: 'closure' })
class Closure extends FactRow {
  @Column('text') said: string;
}

const nameOf = ({ data }: { data: unknown }) => (data as { name?: string }).name ?? '';
const plantsThen: Projection = {
  name: 'plants',
  version: 1,
  tables: [PlantThen, PlantNote],
  types: ['SiteRegistered'],
  rows: (fact) => [into(PlantThen, { name: nameOf(fact) }), into(PlantNote, { note: `vu : ${nameOf(fact)}` })],
};
const plants: Projection = {
  name: 'plants',
  version: 2,
  tables: [Plant, PlantLetter],
  types: ['SiteRegistered'],
  rows: (fact) => [
    into(Plant, { label: nameOf(fact).toUpperCase(), letters: nameOf(fact).length }),
    into(PlantLetter, ...[...nameOf(fact)].map((letter) => ({ letter }))),
  ],
};
const closures = (version: number): Projection => ({
  name: 'closures',
  version,
  tables: [Closure],
  types: ['SiteClosed'],
  rows: () => [into(Closure, { said: `version ${version}` })],
});
const THEN = [plantsThen, closures(1)];
const NOW = [plants, closures(2)];

let database: Awaited<ReturnType<typeof testDatabase>>;
let store: PostgresEventStore;
let then: DataSource;
let now: DataSource;
let ending: (() => Promise<void>)[];
beforeEach(async () => {
  ending = [];
  database = await testDatabase();
  store = await PostgresEventStore.open({ connectionString: database.url });
  then = await openThen();
  now = await openNow();
  for (const name of ['Bridgestone', 'Metaleurop', 'Française de mécanique']) await register(name);
});
afterEach(async () => {
  for (const end of ending.reverse()) await end();
  await then?.destroy();
  await now?.destroy();
  await store?.close();
  await database?.drop();
});

describe('a projection whose code has a higher version', () => {
  it('is remade by itself: rows of another shape, and no table of before is left', async () => {
    await left(await running(then, THEN));
    expect(await then.query('SELECT name FROM rm.plant ORDER BY 1')).toHaveLength(3);
    const told: Remade[] = [];
    await running(now, NOW, { onRemade: (remade) => told.push(remade) });
    expect(await now.query('SELECT label, letters FROM rm.plant ORDER BY 1')).toEqual([
      { label: 'BRIDGESTONE', letters: 11 },
      { label: 'FRANÇAISE DE MÉCANIQUE', letters: 22 },
      { label: 'METALEUROP', letters: 10 },
    ]);
    expect(await relations()).toEqual(['closure', 'closure_g2', 'plant', 'plant_g2', 'plant_letter', 'plant_letter_g2']);
    expect(await now.query('SELECT * FROM rm.parked')).toEqual([]);
    expect(told.at(0)).toMatchObject({
      what: 'begun',
      outgrown: [{ name: 'plants', version: 2, live: { version: 1 } }, { name: 'closures' }],
    });
    expect(told.at(-1)).toMatchObject({ what: 'done', events: 3 });
    // And is followed from there on.
    await register('Renault');
    await followed(now, NOW);
    expect(await now.query(`SELECT letters FROM rm.plant WHERE label = 'RENAULT'`)).toEqual([{ letters: 7 }]);
  });

  it('shares one reading of the log with the others that are', async () => {
    await left(await running(then, THEN));
    const scans: unknown[] = [];
    const watched: EventStore = Object.assign(Object.create(store) as PostgresEventStore, {
      readAll(options: Parameters<EventStore['readAll']>[0]) {
        if (options?.after === null) scans.push(options);
        return store.readAll(options);
      },
    });
    await running(now, NOW, {}, watched);
    expect(scans).toHaveLength(1);
  });

  it('is read by the code of its version only: by the old one until the swap, by the new one after it', async () => {
    await left(await running(then, THEN));
    await expect(now.query('SELECT label FROM rm.plant')).rejects.toThrow();
    await expect(now.query('SELECT said FROM rm.closure')).rejects.toMatchObject({ code: 'PV001' });
    expect(await then.query('SELECT name FROM rm.plant')).toHaveLength(3);
    await running(now, NOW);
    await expect(then.query('SELECT said FROM rm.closure')).rejects.toMatchObject({ code: 'PV001' });
    expect(await now.query('SELECT said FROM rm.closure')).toEqual([]);
    // Someone who says nothing of versions looks at what is there.
    const anybody = await openReadModels({ url: database.url, entities: [] });
    expect(await anybody.query('SELECT count(*)::int AS n FROM rm.plant')).toEqual([{ n: 3 }]);
    await anybody.destroy();
  });

  it('is not undone by old code that still runs, which writes nothing more', async () => {
    const held: [string, Fit][] = [];
    const old = await running(then, THEN, { onHeld: (...one) => held.push(one) });
    await running(now, NOW);
    await store.append([{ streamId: 'site-fermee', expected: 'any', events: [event('SiteClosed', {})] }]);
    await register('Renault');
    await followed(now, NOW);
    await until(async () => held.length === 2);
    expect(held.sort()).toEqual([
      ['closures', 'newer'],
      ['plants', 'newer'],
    ]);
    // Started anew, as by an orchestrator that has not heard yet.
    await left(old);
    await starting(then, THEN, { onHeld: (...one) => held.push(one) });
    await until(async () => held.length === 4);
    await register('Peugeot');
    await followed(now, NOW);
    expect(await now.query('SELECT count(*)::int AS n FROM rm.plant')).toEqual([{ n: 5 }]);
    expect(await now.query('SELECT DISTINCT said FROM rm.closure')).toEqual([{ said: 'version 2' }]);
    expect(await now.query('SELECT name, generation, version, status FROM rm.projection ORDER BY name')).toEqual([
      { name: 'closures', generation: 2, version: 2, status: 'live' },
      { name: 'plants', generation: 2, version: 2, status: 'live' },
    ]);
  });

  it('is remade once, whichever of several workers comes to it', async () => {
    await left(await running(then, THEN));
    const told: Remade[] = [];
    const others = await openNow();
    ending.push(() => others.destroy());
    await Promise.all([now, others].map((source) => shared(source, NOW, { onRemade: (remade) => told.push(remade) })));
    await followed(now, NOW);
    expect(told.filter(({ what }) => what === 'begun')).toHaveLength(1);
    expect(await now.query('SELECT DISTINCT generation FROM rm.projection')).toEqual([{ generation: 2 }]);
    await register('Renault');
    await followed(now, NOW);
    expect(await now.query('SELECT count(*)::int AS n FROM rm.plant')).toEqual([{ n: 4 }]);
  });

  it('goes to a worker that can follow it, while one of old code is up beside it', async () => {
    await shared(then, THEN);
    await followed(then, THEN);
    await shared(now, NOW);
    await followed(now, NOW);
    await register('Renault');
    await followed(now, NOW);
    expect(await now.query('SELECT count(*)::int AS n FROM rm.plant')).toEqual([{ n: 4 }]);
  }, 60_000);

  it('stays paused when somebody paused it', async () => {
    await left(await running(then, THEN));
    for (let turn = 0; turn < 40; turn++) await register(`Atelier ${turn}`);
    const told: Remade[] = [];
    const pausing: EventStore = Object.assign(Object.create(store) as PostgresEventStore, {
      async *readAll(options: Parameters<EventStore['readAll']>[0]) {
        let read = 0;
        for await (const stored of store.readAll(options)) {
          if (++read === 20) await now.query('UPDATE rm.rebuild SET pausing = true');
          yield stored;
        }
      },
    });
    await starting(now, NOW, { onRemade: (remade) => told.push(remade), checkpointEvery: 1 }, pausing);
    await until(async () => told.some(({ what }) => what === 'paused'));
    // Longer than the next look.
    await setTimeout(4_000);
    expect(told.filter(({ what }) => what === 'begun')).toHaveLength(1);
    expect((await rebuildsOf(now)).map(({ name, running }) => ({ name, running }))).toEqual([
      { name: 'closures', running: false },
      { name: 'plants', running: false },
    ]);
  });
});

describe('a projection of the same version with other columns', () => {
  const reshaped: readonly Projection[] = [{ ...plants, version: 1 }, closures(1)];

  it('is remade by whoever starts last, and left alone by who saw it fit before', async () => {
    const held: [string, Fit][] = [];
    await running(then, THEN, { onHeld: (...one) => held.push(one) });
    const other = await openReadModels({ url: database.url, entities: [Plant, PlantLetter, Closure], projections: reshaped });
    ending.push(() => other.destroy());
    await running(other, reshaped);
    await until(async () => held.length === 1);
    expect(held).toEqual([['plants', 'reshaped']]);
    expect(await other.query('SELECT count(*)::int AS n FROM rm.plant_letter')).toEqual([{ n: 43 }]);
    // Longer than the looks of the one that would remake it.
    await setTimeout(4_000);
    expect(await fitsOf(other, reshaped)).toMatchObject([
      { fit: 'fits', live: { generation: 2 } },
      { fit: 'fits', live: { generation: 1 } },
    ]);
  });
});

describe('shared work', () => {
  it('that ends by itself is handed to another worker', async () => {
    const ran: string[] = [];
    const one = owning(then);
    const two = owning(now);
    one.share('task', async () => void ran.push('one, which cannot'));
    one.start();
    await until(async () => ran.length === 1);
    two.share('task', (signal) => new Promise((resolve) => (ran.push('two'), signal.addEventListener('abort', () => resolve()))));
    two.start();
    await until(async () => ran.includes('two'));
    expect(one.owned()).toEqual([]);
    expect(two.owned()).toEqual(['task']);
  });
});

type Options = ConstructorParameters<typeof ProjectionRunner>[4];

async function starting(source: DataSource, projections: readonly Projection[], options: Options = {}, from: EventStore = store) {
  const runner = new ProjectionRunner(source, from, projections, subjectOfKind, options);
  ending.push(() => runner.stop());
  await runner.start();
  return runner;
}

/** A runner that has remade what it had to, and followed. */
async function running(source: DataSource, projections: readonly Projection[], options: Options = {}, from: EventStore = store) {
  const runner = await starting(source, projections, options, from);
  await followed(source, projections);
  return runner;
}

async function shared(source: DataSource, projections: readonly Projection[], options: Options = {}): Promise<void> {
  const ownership = owning(source);
  await starting(source, projections, { ...options, ownership });
  ownership.start();
}

function owning(source: DataSource): Ownership {
  const ownership = new Ownership(source, { every: 100 });
  ending.push(() => ownership.stop());
  return ownership;
}

const left = (runner: ProjectionRunner): Promise<void> => runner.stop();
const openThen = () => openReadModels({ url: database.url, entities: [PlantThen, PlantNote, Closure], projections: THEN });
const openNow = () => openReadModels({ url: database.url, entities: [Plant, PlantLetter, Closure], projections: NOW });

async function followed(source: DataSource, projections: readonly Projection[]): Promise<void> {
  const head = (await store.head())!;
  await until(async () => {
    const fits = await fitsOf(source, projections);
    const live: { position: string | null }[] = await source.query(`SELECT position FROM rm.projection WHERE status = 'live'`);
    return fits.every(({ fit }) => fit === 'fits') && live.every(({ position }) => position !== null && store.compare(position, head) >= 0);
  });
}

const relations = async (): Promise<string[]> =>
  (
    await now.query(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'rm'::regnamespace AND relkind IN ('r', 'v') AND relname ~ '^(plant|closure)' ORDER BY 1`,
    )
  ).map(({ name }: { name: string }) => name);

const register = (name: string) =>
  store.append([{ streamId: `site-${newEventId()}`, expected: 'any', events: [event('SiteRegistered', { name })] }]);

function event(type: string, data: object): NewEvent {
  const meta = { occurred: null, sources: [{ documentId: 'accord-2023' }], recordedBy: 'test', visibility: { level: 'public' } };
  return { eventId: newEventId(), type, schemaVersion: 1, data: JSON.stringify(data), meta: JSON.stringify(meta) };
}
