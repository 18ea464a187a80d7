import 'reflect-metadata';
import { ConfigurationError, readConfiguration } from '@app/configuration';
import { openSystem } from '@app/runtime';
import { createWorker } from './create-worker.js';

/** The projections alone, without HTTP. */
async function main(): Promise<void> {
  const system = await openSystem(readConfiguration(process.env));
  const worker = await createWorker(system);
  const stop = async () => {
    await worker.close();
    await system.close();
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigurationError ? error.message : (error as Error).stack}\n`);
  process.exit(error instanceof ConfigurationError ? 2 : 1);
});
