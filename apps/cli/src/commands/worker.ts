import { readConfiguration } from '@app/configuration';
import { openSystem } from '@app/runtime';
import { createWorker } from '../../../worker/src/index.js';
import { print } from '../output.js';

/** Runs the projections until a signal ends them. */
export async function run(): Promise<void> {
  const system = await openSystem(readConfiguration(process.env));
  const worker = await createWorker(system);
  print('Projections en marche ; Ctrl-C pour arrêter.');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await worker.close();
  await system.close();
  process.exit(0);
}
