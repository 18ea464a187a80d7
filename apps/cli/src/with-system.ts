import { readConfiguration, type Configuration } from '@app/configuration';
import { isServed, openSystem, type System } from '@app/runtime';
import { waitFor } from '@app/projecting';

/** Runs a command on the stores, beside the server if one runs, and closes them whatever happens. */
export async function withSystem<T>(work: (system: System, configuration: Configuration) => Promise<T>): Promise<T> {
  const configuration = readConfiguration(process.env);
  const system = await openSystem(configuration);
  try {
    return await work(system, configuration);
  } finally {
    await system.close();
  }
}

/** Runs a reading command on read models that hold everything recorded: the server's, or, when none runs, projected now. */
export function withReadModels<T>(work: (system: System) => Promise<T>): Promise<T> {
  return withSystem(async (system, configuration) => {
    const { createWorker } = await import('../../worker/src/index.js');
    const worker = (await isServed(configuration)) ? undefined : await createWorker({ ...system, logger: false });
    try {
      const head = await system.eventStore.head();
      if (head !== null && !(await waitFor(system.readModels, system.eventStore, head, 3_000))) {
        // Nobody projects: do it here for as long as this command runs.
        const own = worker ?? (await createWorker({ ...system, logger: false }));
        try {
          await waitFor(system.readModels, system.eventStore, head, 60_000);
        } finally {
          if (!worker) await own.close();
        }
      }
      return await work(system);
    } finally {
      await worker?.close();
    }
  });
}
