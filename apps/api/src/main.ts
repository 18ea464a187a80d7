import 'reflect-metadata';
import { ConfigurationError, readConfiguration } from '@app/configuration';
import { openSystem, StoresReadiness } from '@app/runtime';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createApi } from './create-api.js';

/** The api alone, for several processes beside workers: projections are somebody else's. */
async function main(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const system = await openSystem(configuration);
  const stores = new StoresReadiness(system);
  const webRoot = fileURLToPath(new URL('../../../web', import.meta.url));
  const api = await createApi({
    ...system,
    webRoot: existsSync(webRoot) ? webRoot : undefined,
    readiness: () => stores.readiness(),
  });
  const stop = async () => {
    await api.close();
    await system.close();
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
  await api.listen(configuration.port, configuration.host);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigurationError ? error.message : (error as Error).stack}\n`);
  process.exit(error instanceof ConfigurationError ? 2 : 1);
});
