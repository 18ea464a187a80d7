import { PostgresJobs } from '@app/jobs';
import { lookNow, productJobs, retryParkedOf, type Now } from '@app/operations';
import { fitsOf, parkedOf, progressOf } from '@app/projecting';
import { readinessFr, readModelProjections, unfitFr, type System } from '@app/runtime';
import { print, printJson } from '../output.js';
import { refresh } from '../status/screen.js';
import { view, type Line } from '../status/view.js';
import { withSystem } from '../with-system.js';

interface Options {
  readonly json?: boolean;
  readonly retryParked?: boolean;
  readonly watch?: boolean;
}

/** Parked events that a program is told of each projection. */
const MOST_PARKED = 100;

/** Where the store, the workers, each projection and the jobs stand; with `--watch`, at a terminal, again and again. */
export async function run({ json, retryParked: retry, watch }: Options): Promise<void> {
  await withSystem(async (system) => {
    if (retry) await takeUp(system, json);
    const jobs = new PostgresJobs(system.readModels, productJobs);
    await jobs.install();
    const look = () => lookNow(system.readModels, system.eventStore, jobs);
    if (json) return printJson(await forPrograms(system, await look()));
    if (watch && process.stdout.isTTY) return watchIt(look);
    const now = await look();
    for (const { text } of view(now)) print(text.trimEnd());
    const lost = now.projections.filter(({ astray }) => astray).map(({ name }) => name);
    if (lost.length > 0) print(readinessFr.astray(lost));
    for (const reason of unfitFr(await fitsOf(system.readModels, readModelProjections))) print(reason);
  });
}

async function takeUp({ readModels, eventStore }: System, json: boolean | undefined): Promise<void> {
  for (const { name } of readModelProjections) {
    const { taken, parked } = (await retryParkedOf(readModels, eventStore, name))!;
    if (!json && taken + parked > 0) print(`${name} : ${taken} repris, ${parked} encore de côté.`);
  }
}

async function forPrograms({ readModels, eventStore }: System, { head, workers, audit, locker, jobs }: Now): Promise<object> {
  const [states, fits, parked] = await Promise.all([
    progressOf(readModels, eventStore),
    fitsOf(readModels, readModelProjections),
    parkedOf(readModels, MOST_PARKED),
  ]);
  const projections = states.map((state) => {
    const fitting = state.status === 'live' ? fits.find(({ name }) => name === state.name) : undefined;
    return { ...state, programVersion: fitting?.version ?? null, fit: fitting?.fit ?? null };
  });
  return { head, capabilities: eventStore.capabilities, projections, parked, workers, audit, locker, jobs };
}

async function watchIt(look: () => Promise<Now>): Promise<void> {
  const stop = new AbortController();
  const end = () => stop.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  let before: Now | null = null;
  let last: Line[] = [];
  const lines = async (): Promise<Line[]> => {
    try {
      const now = await look();
      last = view(now, before);
      before = now;
      return last;
    } catch (error) {
      // It comes back by itself, or whoever watches ends it.
      return [{ text: `La base ne répond pas : ${(error as Error).message}`, tone: 'bad' }, { text: '' }, ...last];
    }
  };
  try {
    await refresh(process.stdout, lines, stop.signal);
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
  }
}
