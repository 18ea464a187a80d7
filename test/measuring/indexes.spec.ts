import { subjectOfKind } from '@app/domain';
import { PostgresEventStore } from '@app/event-store';
import { history } from '@app/generating';
import { ask, type Question, type ReadModels, type Scope } from '@app/measuring';
import { observatories } from '@app/observatories';
import { NOW, openReadModels, rebuild } from '@app/projecting';
import { readModelEntities, readModelProjections } from '@app/runtime';
import { testDatabase } from '../support/postgres.js';

const some: Scope = {
  everywhere: false,
  members: ['62119', '62498', '62510', '59350', '59512', '59178'].map((communeCode) => ({ communeCode, from: null, to: null })),
  territoryIds: ['region-hauts-de-france', 'pas-de-calais'],
  self: ['region-hauts-de-france'],
  communes: 6,
  population: 500_000,
};

it('keeps no index of facts that no indicator is found by: each is paid for by every fact, and by every rebuild', async () => {
  const database = await testDatabase();
  const store = await PostgresEventStore.open({ connectionString: database.url });
  const source = await openReadModels({ url: database.url, entities: readModelEntities });
  // One session, in which tables this small are read as large ones would be.
  const asking = source.createQueryRunner();
  try {
    for (const { streamId, eventId, type, schemaVersion, data, meta } of history({ events: 2_000, departments: ['59', '62'] }))
      await store.append([{ streamId, expected: 'any', events: [{ eventId, type, schemaVersion, data, meta }] }]);
    await rebuild(source, store, readModelProjections, subjectOfKind);
    await asking.query('SET enable_seqscan = off');
    const used = new Set<string>();
    const explained: ReadModels = {
      async query(sql, values) {
        const plan = await asking.query(`EXPLAIN (FORMAT JSON) ${sql}`, values);
        for (const [, name] of JSON.stringify(plan).matchAll(/"Index Name":"([^"]+)"/g)) used.add(name!);
        return asking.query(sql, values);
      },
    };
    const everywhere = { ...some, everywhere: true, members: [], territoryIds: [] };
    for (const { table, indicators } of observatories) {
      for (const { reading, people } of indicators) {
        for (const scope of [some, everywhere]) {
          const question: Question = {
            table,
            moment: NOW,
            reader: { seesAll: false },
            scope,
            from: '2012-01-01',
            to: '2020-12-31',
            by: [],
            people,
          };
          await ask(explained, reading, question);
        }
      }
    }
    // All tables have the same indexes, by number: what is used in the fullest is of use.
    const tables = observatories.map(({ table }) => `^${table}_g\\d+_\\d+$`).join('|');
    const kept: { number: string }[] = await source.query(
      `SELECT DISTINCT substring(indexname from '\\d+$') AS number FROM pg_indexes WHERE schemaname = 'rm' AND indexname ~ $1 ORDER BY 1`,
      [tables],
    );
    expect(kept.length).toBeGreaterThan(1);
    const names = new RegExp(tables.replaceAll('\\d+$', '(\\d+)$'));
    const numbers = new Set(
      [...used].flatMap(
        (name) =>
          names
            .exec(name)
            ?.slice(1)
            .filter((number) => number !== undefined) ?? [],
      ),
    );
    expect(kept.map(({ number }) => number).filter((number) => !numbers.has(number))).toEqual([]);
  } finally {
    await asking.release();
    await source.destroy();
    await store.close();
    await database.drop();
  }
}, 180_000);
