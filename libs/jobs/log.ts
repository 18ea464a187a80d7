import { Logger } from 'graphile-worker';

/** What the queue says of itself goes nowhere. */
export const quiet = new Logger(() => () => undefined);

/** What the queue says went wrong with itself; a job that failed is told by whoever ran it. */
export const faultsTo = (told: (message: string) => void): Logger =>
  new Logger(() => (level, message, meta) => {
    if ((level as string) === 'error' && !(meta as { failure?: boolean } | undefined)?.failure) told(message);
  });
