import { subjectOfKind } from '@app/domain';
import { rebuild, RebuildUnderWay } from '@app/projecting';
import { timelineProjections } from '@app/timeline';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson, progressBar } from '../output.js';
import { withSystem } from '../with-system.js';

/** Rebuilds beside the live tables, then swaps: reads go on all the while. */
export async function run(names: string[], { json }: { json?: boolean }): Promise<void> {
  const all = timelineProjections(subjectOfKind);
  const unknown = names.find((name) => !all.some((projection) => projection.name === name));
  if (unknown)
    throw new Exit(EXIT.usage, `la projection « ${unknown} » n’existe pas. Projections : ${all.map(({ name }) => name).join(', ')}.`);
  const chosen = names.length > 0 ? all.filter(({ name }) => names.includes(name)) : all;
  const bar = progressBar('Reconstruction');
  const start = performance.now();
  let events = 0;
  await withSystem(({ readModels, eventStore }) =>
    rebuild(readModels, eventStore, chosen, subjectOfKind, {
      onProgress: (progress) => {
        events = progress.events;
        bar.update(progress.events, progress.total ?? progress.events);
      },
    }),
  )
    .catch((error: unknown) => {
      if (error instanceof RebuildUnderWay) throw new Exit(EXIT.unavailable, `« ${error.projection} » est déjà en reconstruction.`);
      throw error;
    })
    .finally(() => bar.stop());
  const seconds = (performance.now() - start) / 1_000;
  if (json) printJson({ projections: chosen.map(({ name }) => name), events, seconds });
  else print(`Reconstruit : ${chosen.map(({ name }) => name).join(', ')} (${events} événements, ${seconds.toFixed(1)} s).`);
}
