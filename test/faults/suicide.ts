// A process that kills itself with -9 in the middle of its work, where the second argument says: no clean-up, no last word.
// `load 20`: once twenty entries of the Artois are acknowledged. `rebuild indexing`: when the rebuild enters that phase; `rebuild checkpoint`:
// in the middle of the reading, once each projection has a checkpoint.
import { subjectOfKind, subjects } from '@app/domain';
import { openEventStore } from '@app/event-store';
import { loadFiles, readDataFiles } from '@app/imports';
import { openReadModels, rebuild } from '@app/projecting';
import { readModelEntities, readModelProjections } from '@app/runtime';

const [work, moment] = process.argv.slice(2);
const url = process.env.EVENT_STORE_URL!;
const die = () => process.kill(process.pid, 'SIGKILL');
const store = await openEventStore(url);

if (work === 'load') {
  const onProgress = (done: number, _: number, phase: string) => {
    if (phase === 'recording' && done >= Number(moment)) die();
  };
  await loadFiles(await readDataFiles(['data/artois']), { store, subjects, onProgress, concurrency: 16 });
} else {
  const source = await openReadModels({ url, entities: readModelEntities });
  const readAll = store.readAll.bind(store);
  if (moment === 'checkpoint') {
    store.readAll = async function* (options) {
      let read = 0;
      for await (const event of readAll(options)) {
        if (++read > 40) {
          const [{ kept }] = await source.query('SELECT bool_and(events > 0) AS kept FROM rm.rebuild');
          if (kept) die();
        }
        yield event;
      }
    };
  }
  const onProgress = ({ phase }: { phase: string }) => {
    if (phase === moment) die();
  };
  await rebuild(source, store, readModelProjections, subjectOfKind, { onProgress, checkpointEvery: 20 });
}
process.exit(3);
