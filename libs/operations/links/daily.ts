import { sleep } from '@app/event-store';
import type { Jobs } from '@app/jobs';
import { linkWatchJob } from '../jobs/link-watch.job.js';

const DAY = 86_400_000;
/** Milliseconds between two looks at whether it is time. */
const EVERY = 600_000;

/** Asks for the watch of the links once a day, whoever asked for the last one, until the signal aborts. */
export async function askDaily(jobs: Jobs, signal: AbortSignal, onFault: (error: unknown) => void): Promise<void> {
  while (!signal.aborted) {
    try {
      const [last] = await jobs.list({ names: [linkWatchJob.name], limit: 1 });
      if (!last || last.askedAt.getTime() < Date.now() - DAY) await jobs.enqueue(linkWatchJob.name, {}, { askedBy: 'worker' });
    } catch (error) {
      onFault(error);
    }
    await sleep(EVERY, signal);
  }
}
