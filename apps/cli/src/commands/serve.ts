import { readConfiguration, type LogLevel } from '@app/configuration';
import { Watch } from '@app/observability';
import { readAhead } from '@app/reference';
import { auditKeeping, Dataset, endOnSignal, openSystem, StoresReadiness, type System } from '@app/runtime';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createApi } from '../../../api/src/index.js';
import { createWorker } from '../../../worker/src/index.js';
import { print } from '../output.js';
import { tellRemade, untilFit } from '../remaking.js';
import { trailedTokens } from '../trailed.js';

const LEVELS: Record<LogLevel, ('error' | 'warn' | 'log' | 'debug')[]> = {
  error: ['error'],
  warn: ['error', 'warn'],
  log: ['error', 'warn', 'log'],
  debug: ['error', 'warn', 'log', 'debug'],
};
const root = (path: string) => fileURLToPath(new URL(`../../../../../${path}`, import.meta.url));

/** Api, page and worker in one process; ends cleanly on Ctrl-C, and leaves a store that starts again however it ends. */
export async function run({ dataset: wanted, worker: projects }: { dataset: boolean; worker: boolean }): Promise<void> {
  const configuration = readConfiguration(process.env);
  const watch = await Watch.start(configuration, 'palimpseste');
  const audit = projects ? await auditKeeping(configuration) : undefined;
  const opened = await openSystem(configuration, {
    onRestart: () => watch.metrics.subscriptionRestarted(),
    replicas: { onChange: (state) => watch.replicaChanged(state) },
  });
  const system = watch.over(opened);
  const folder = root('data/artois');
  const dataset = wanted && existsSync(folder) ? new Dataset(system, folder, configuration.data) : undefined;
  const stores = new StoresReadiness(system);
  const readiness = async () => {
    const { ready, reasons } = await stores.readiness();
    const loading = dataset?.reasons() ?? [];
    return { ready: ready && loading.length === 0, reasons: [...loading, ...reasons] };
  };
  // At a terminal, for people; anywhere else, one JSON object a line.
  const logger = process.stderr.isTTY ? LEVELS[configuration.logLevel] : watch.logger;
  const webRoot = root('dist/web');
  // Before the event loop is watched: it is held for some tenths of a second.
  readAhead();
  const api = await createApi({
    ...system,
    publicUrl: configuration.publicUrl,
    publisher: configuration.publisher,
    answers: { mostBytes: configuration.keptAnswers },
    logger,
    readiness,
    observer: watch.requests,
    webRoot: existsSync(webRoot) ? webRoot : undefined,
  });
  const jobs = { data: configuration.data, links: configuration.links };
  const { aroundBatch } = watch;
  const worker = projects
    ? await createWorker({
        ...system,
        jobs,
        audit,
        trailMonths: configuration.trailMonths,
        logger,
        aroundBatch,
        onRemade: tellRemade(print),
        onShared: (ownership) => watch.shares(ownership),
      })
    : undefined;
  endOnSignal(async () => {
    stores.leave();
    await api.close();
    await worker?.close();
    await watch.close();
    await opened.close();
  });
  await watch.serve(configuration.metricsPort, configuration.host);
  await api.listen(configuration.port, configuration.host);
  await dataset?.load();
  // Who keeps no worker waits for those of others, and says so.
  for (const reason of await untilFit(system, projects ? undefined : print)) print(reason);
  const address = (await api.getUrl()).replace('[::1]', 'localhost').replace('127.0.0.1', 'localhost');
  print(`\n  Palimpseste est prêt : ${address}\n  API et documentation  : ${address}/api/docs`);
  await firstToken(system);
  print('  Ctrl-C pour arrêter.\n');
}

/** The first administrator's token, shown once, when nobody has one yet. */
async function firstToken(system: System): Promise<void> {
  const tokens = await trailedTokens(system);
  if ((await tokens.list()).length > 0) return;
  const { token } = await tokens.create('administrator', 'premier démarrage');
  print(`  Jeton d’administration (montré une seule fois) : ${token}`);
}
