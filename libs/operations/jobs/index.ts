import type { AnyJob } from '@app/jobs';
import { exportJob } from './export.job.js';
import { linkWatchJob } from './link-watch.job.js';
import { rebuildJob } from './rebuild.job.js';

/** Every kind of long work there is. Another one is a file beside these, and its name here. */
export const productJobs: readonly AnyJob[] = [rebuildJob, exportJob, linkWatchJob];
