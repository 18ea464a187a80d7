import { subjectOfKind } from '@app/domain';
import { openReadModels, ProjectionRunner, waitFor } from '@app/projecting';
import { ClaimQueries, HistoryQueries, RestatementQueries, Stories, SubjectQueries, TimelineQueries } from '@app/timeline';
import { readModelEntities, readModelProjections } from '@app/runtime';
import { testDatabase } from './postgres.js';
import { recorder } from './record.js';
import { testStore } from './store.js';

/**
 * A store, its read models and a runner between them, on a database of their own.
 * @param projects false: the read models are nobody's business here, and stay empty
 */
export async function recordingSystem(projects = true) {
  const database = await testDatabase();
  const store = await testStore(database.url);
  const source = await openReadModels({ url: database.url, entities: readModelEntities, projections: readModelProjections });
  const projections = readModelProjections;
  const faults: unknown[] = [];
  const runner = new ProjectionRunner(source, store, projections, subjectOfKind, { onFault: (_, error) => faults.push(error) });
  if (projects) await runner.start();
  const timeline = new TimelineQueries(source);
  const claims = new ClaimQueries(source, subjectOfKind);
  return {
    store,
    source,
    projections,
    record: recorder(store),
    timeline,
    history: new HistoryQueries(source),
    restatements: new RestatementQueries(source),
    claims,
    subjects: new SubjectQueries(source),
    stories: new Stories(timeline, claims, subjectOfKind),
    /** Waits until the read models hold everything recorded so far. */
    async settled() {
      const head = await store.head();
      if (head !== null && !(await waitFor(source, store, head, 10_000)))
        throw new Error(`the read models did not follow: ${faults.join('; ')}`);
    },
    async close() {
      await runner.stop();
      await source.destroy();
      await store.close();
      await database.drop();
    },
  };
}

export type RecordingSystem = Awaited<ReturnType<typeof recordingSystem>>;
