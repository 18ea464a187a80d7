// A process that kills itself with -9 in the middle of its work, where the second argument says: no clean-up, no last word.
// `load 20`: once twenty entries of the Artois are acknowledged. `rebuild indexing`: when the rebuild enters that phase.
import { subjectOfKind, subjects } from '@app/domain';
import { openEventStore } from '@app/event-store';
import { loadFiles, readDataFiles } from '@app/imports';
import { openReadModels, rebuild } from '@app/projecting';
import { timelineEntities, timelineProjections } from '@app/timeline';

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
  const source = await openReadModels({ url, entities: timelineEntities });
  const onProgress = ({ phase }: { phase: string }) => {
    if (phase === moment) die();
  };
  await rebuild(source, store, timelineProjections(subjectOfKind), subjectOfKind, { onProgress });
}
process.exit(3);
