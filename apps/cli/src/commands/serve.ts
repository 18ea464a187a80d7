import { readConfiguration } from '@app/configuration';
import { Tokens } from '@app/http';
import { Dataset, openSystem, StoresReadiness, type System } from '@app/runtime';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createApi } from '../../../api/src/index.js';
import { createWorker } from '../../../worker/src/index.js';
import { print } from '../output.js';

const root = (path: string) => fileURLToPath(new URL(`../../../../../${path}`, import.meta.url));

/** Api, page and worker in one process; ends cleanly on Ctrl-C, and leaves a store that starts again however it ends. */
export async function run({ dataset: wanted, worker: projects }: { dataset: boolean; worker: boolean }): Promise<void> {
  const configuration = readConfiguration(process.env);
  const system = await openSystem(configuration);
  const folder = root('data/artois');
  const dataset = wanted && existsSync(folder) ? new Dataset(system, folder, configuration.data) : undefined;
  const stores = new StoresReadiness(system);
  const readiness = async () => {
    const reasons = [...(dataset?.reasons() ?? []), ...(await stores.reasons())];
    return { ready: reasons.length === 0, reasons };
  };
  const logger = configuration.logLevel === 'error' ? (['error'] as 'error'[]) : (['warn', 'error'] as ('warn' | 'error')[]);
  const webRoot = root('dist/web');
  const api = await createApi({ ...system, logger, readiness, webRoot: existsSync(webRoot) ? webRoot : undefined });
  const worker = projects ? await createWorker({ ...system, logger }) : undefined;
  stopOnSignal(async () => {
    await api.close();
    await worker?.close();
    await system.close();
  });
  await api.listen(configuration.port, configuration.host);
  await dataset?.load();
  const address = (await api.getUrl()).replace('[::1]', 'localhost').replace('127.0.0.1', 'localhost');
  print(`\n  Palimpseste est prêt : ${address}\n  API et documentation  : ${address}/api/docs`);
  await firstToken(system);
  print('  Ctrl-C pour arrêter.\n');
}

/** The first administrator's token, shown once, when nobody has one yet. */
async function firstToken(system: System): Promise<void> {
  const tokens = new Tokens(system.readModels);
  if ((await tokens.list()).length > 0) return;
  const { token } = await tokens.create('administrator', 'premier démarrage');
  print(`  Jeton d’administration (montré une seule fois) : ${token}`);
}

function stopOnSignal(close: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second Ctrl-C does not wait.
      if (stopping) process.exit(130);
      stopping = true;
      close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}
