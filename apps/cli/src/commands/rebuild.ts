import { subjectOfKind } from '@app/domain';
import { Fenced, pauseRebuild, rebuild, rebuildsOf, RebuildUnderWay, type RebuildPhase, type RebuildProgress } from '@app/projecting';
import type { System } from '@app/runtime';
import { readModelProjections } from '@app/runtime';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson, progressBar } from '../output.js';
import { withSystem } from '../with-system.js';
import { enqueue } from './jobs.js';

interface Options {
  readonly json?: boolean;
  readonly pause?: boolean;
  readonly resume?: boolean;
  readonly restart?: boolean;
  readonly queue?: boolean;
}

const PHASES: Readonly<Record<RebuildPhase, string>> = {
  reading: 'lecture',
  indexing: 'index',
  'catching-up': 'rattrapage',
  swapping: 'mise en service',
  done: 'terminée',
  paused: 'en pause',
};

/** Rebuilds beside the live tables, then swaps: reads go on all the while. What was interrupted or paused goes on, unless `--restart`. */
export async function run(names: string[], options: Options): Promise<void> {
  if ([options.pause, options.resume, options.restart].filter(Boolean).length > 1)
    throw new Exit(EXIT.usage, '« --pause », « --resume » et « --restart » s’excluent.');
  if (options.queue && (options.pause || options.resume))
    throw new Exit(
      EXIT.usage,
      '« --queue » demande une reconstruction, qui reprend d’elle-même : ni « --pause » ni « --resume » avec elle.',
    );
  const all = readModelProjections;
  const unknown = names.find((name) => !all.some((projection) => projection.name === name));
  if (unknown)
    throw new Exit(EXIT.usage, `la projection « ${unknown} » n’existe pas. Projections : ${all.map(({ name }) => name).join(', ')}.`);
  if (options.queue)
    return enqueue('rebuild', { ...(names.length > 0 && { projections: names }), ...(options.restart && { restart: true }) }, options);
  const asked = names.length > 0 ? names : all.map(({ name }) => name);
  await withSystem(async (system) => {
    if (options.pause) return pause(system, asked, options);
    const left = options.resume ? (await rebuildsOf(system.readModels)).map(({ name }) => name) : asked;
    const chosen = all.filter(({ name }) => asked.includes(name) && left.includes(name));
    if (chosen.length === 0) throw new Exit(EXIT.usage, 'aucune reconstruction n’est à reprendre.');
    await build(system, chosen, options);
  });
}

async function pause({ readModels }: System, names: readonly string[], { json }: Options): Promise<void> {
  const paused = await pauseRebuild(readModels, names);
  if (json) return printJson({ paused });
  print(paused.length > 0 ? `En pause : ${paused.join(', ')}. « rebuild --resume » reprend.` : 'Aucune reconstruction n’est en cours.');
}

async function build(system: System, chosen: typeof readModelProjections, { json, restart }: Options): Promise<void> {
  const stop = new AbortController();
  // Ctrl-C keeps what is done: the next rebuild goes on from the last checkpoint.
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const bar = progressBar('Reconstruction');
  const start = performance.now();
  const onProgress = ({ phase, events, total }: RebuildProgress) => bar.update(events, total ?? events, PHASES[phase]);
  const outcome = await rebuild(system.readModels, system.eventStore, chosen, subjectOfKind, { onProgress, restart, signal: stop.signal })
    .catch((error: unknown) => {
      if (error instanceof RebuildUnderWay) throw new Exit(EXIT.unavailable, `« ${error.projection} » est déjà en reconstruction.`);
      if (error instanceof Fenced) throw new Exit(EXIT.unavailable, 'un autre processus a repris cette reconstruction.');
      throw error;
    })
    .finally(() => {
      bar.stop();
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    });
  const projections = chosen.map(({ name }) => name);
  const seconds = (performance.now() - start) / 1_000;
  if (json) return printJson({ projections, ...outcome, seconds });
  const list = projections.join(', ');
  const since = outcome.resumedAt > 0 ? `, repris à ${outcome.resumedAt}` : '';
  if (outcome.status === 'paused') print(`En pause : ${list} (${outcome.events} événements lus). « rebuild --resume » reprend.`);
  else print(`Reconstruit : ${list} (${outcome.events} événements${since}, ${seconds.toFixed(1)} s).`);
}
