import type { JobStatus } from './jobs.js';

export const statusesFr: Readonly<Record<JobStatus, string>> = {
  waiting: 'en attente',
  running: 'en cours',
  done: 'faite',
  refused: 'refusée',
  failed: 'en échec',
  cancelled: 'annulée',
};

/** What keeps any job from its end. */
export const errorsFr = {
  FAULT: ({ message }: { message: string }) => `Défaut du programme : ${message}`,
  WORKERS_DIED: ({ deaths }: { deaths: number }) =>
    `${deaths} workers sont morts en l’exécutant ; elle n’est plus reprise. Voyez leur journal et leur mémoire, puis demandez-la de nouveau.`,
  PAYLOAD_INVALID: ({ message }: { message: string }) =>
    `Ce worker ne comprend pas ce qui est demandé (${message}) : mettez tous les programmes à la même version.`,
};
