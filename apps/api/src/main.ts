import 'reflect-metadata';
import { ConfigurationError, readConfiguration } from '@app/configuration';
import { Watch } from '@app/observability';
import { readAhead } from '@app/reference';
import { endOnSignal, openSystem, StoresReadiness } from '@app/runtime';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createApi } from './create-api.js';

/** The api alone, for several processes beside workers: projections are somebody else's. */
async function main(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const watch = await Watch.start(configuration, 'palimpseste-api');
  const opened = await openSystem(configuration, {
    onRestart: () => watch.metrics.subscriptionRestarted(),
    replicas: { onChange: (state) => watch.replicaChanged(state) },
  });
  const system = watch.over(opened);
  const stores = new StoresReadiness(system);
  const webRoot = fileURLToPath(new URL('../../../web', import.meta.url));
  // Before the event loop is watched: it is held for some tenths of a second.
  readAhead();
  const api = await createApi({
    ...system,
    publicUrl: configuration.publicUrl,
    publisher: configuration.publisher,
    answers: { mostBytes: configuration.keptAnswers },
    webRoot: existsSync(webRoot) ? webRoot : undefined,
    readiness: () => stores.readiness(),
    observer: watch.requests,
    logger: watch.logger,
  });
  endOnSignal(async () => {
    stores.leave();
    await api.close();
    await watch.close();
    await opened.close();
  });
  await watch.serve(configuration.metricsPort, configuration.host);
  await api.listen(configuration.port, configuration.host);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigurationError ? error.message : (error as Error).stack}\n`);
  process.exit(error instanceof ConfigurationError ? 2 : 1);
});
