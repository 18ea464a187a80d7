import 'reflect-metadata';
import { ConfigurationError, readConfiguration } from '@app/configuration';
import { Watch } from '@app/observability';
import { auditKeeping, endOnSignal, openSystem } from '@app/runtime';
import { createWorker } from './create-worker.js';

/** The projections and processes alone, without HTTP but for the metrics. */
async function main(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const watch = await Watch.start(configuration, 'palimpseste-worker');
  const audit = await auditKeeping(configuration);
  const opened = await openSystem(configuration, { onRestart: () => watch.metrics.subscriptionRestarted() });
  const worker = await createWorker({
    ...watch.over(opened),
    jobs: { data: configuration.data, links: configuration.links },
    audit,
    trailMonths: configuration.trailMonths,
    logger: watch.logger,
    aroundBatch: watch.aroundBatch,
    onShared: (ownership) => watch.shares(ownership),
  });
  endOnSignal(async () => {
    await worker.close();
    await watch.close();
    await opened.close();
  });
  await watch.serve(configuration.metricsPort, configuration.host);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigurationError ? error.message : (error as Error).stack}\n`);
  process.exit(error instanceof ConfigurationError ? 2 : 1);
});
