import { readConfiguration, type Configuration } from '@app/configuration';
import { astrayOf, liveCheckpoints, waitFor } from '@app/projecting';
import { isServed, openSystem, readinessFr, type System } from '@app/runtime';
import { isUnfit } from '@app/operations';
import { EXIT, Exit } from './exit-codes.js';
import { tellRemade, untilFit } from './remaking.js';

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
export async function withReadModels<T>(work: (system: System) => Promise<T>): Promise<T> {
  // Asked before this very command may start the embedded server.
  const served = await isServed(readConfiguration(process.env));
  return withSystem(async (system) => {
    const { createWorker } = await import('../../worker/src/index.js');
    const project = () =>
      createWorker({ ...system, reacts: false, logger: false, onRemade: tellRemade((line) => process.stderr.write(`${line}\n`)) });
    let worker = served ? undefined : await project();
    try {
      const astray = await astrayOf(system.eventStore, await liveCheckpoints(system.readModels));
      if (astray.length > 0) throw new Exit(EXIT.unavailable, readinessFr.astray(astray));
      if (await isUnfit(system.readModels)) {
        worker ??= await project();
        const reasons = await untilFit(system);
        if (reasons.length > 0) throw new Exit(EXIT.unavailable, reasons.join('\n'));
      }
      const head = await system.eventStore.head();
      const followed = (timeout: number) => head !== null && waitFor(system.readModels, system.eventStore, head, timeout);
      if (!(await followed(3_000))) {
        // Nobody projects: do it here for as long as this command runs.
        worker ??= await project();
        await followed(60_000);
      }
      return await work(system);
    } finally {
      await worker?.close();
    }
  });
}
