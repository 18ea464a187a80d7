import { readConfiguration } from '@app/configuration';
import { Watch } from '@app/observability';
import { auditKeeping, endOnSignal, openSystem } from '@app/runtime';
import { createWorker } from '../../../worker/src/index.js';
import { print } from '../output.js';
import { tellRemade } from '../remaking.js';

/** Runs this worker's share of the projections until a signal ends it. */
export async function run(): Promise<void> {
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
    onRemade: tellRemade(print),
    onShared: (ownership) => watch.shares(ownership),
  });
  await watch.serve(configuration.metricsPort, configuration.host);
  print('Projections en marche ; Ctrl-C pour arrêter.');
  endOnSignal(async () => {
    await worker.close();
    await watch.close();
    await opened.close();
  });
  await new Promise(() => undefined);
}
