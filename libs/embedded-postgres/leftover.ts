import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** How long the system may take to forget a process that was killed. */
const PATIENCE_MS = 15_000;

/**
 * Waits until a PostgreSQL that was killed has left the table of processes: as long as it stands there, dead and not yet collected by its
 * parent, the next one takes it for a running server and refuses to start. In a container whose first process collects nobody, it stays
 * for ever: then its lock goes, its own processes having ended long before.
 */
export async function outlive(cluster: string): Promise<void> {
  const lock = join(cluster, 'postmaster.pid');
  const pid = Number((await readFile(lock, 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid) return;
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    if (!(await isDeadButPresent(pid))) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await rm(lock, { force: true });
}

async function isDeadButPresent(pid: number): Promise<boolean> {
  // "11167 (postgres) Z 1 …": Linux only; elsewhere there is no such file, and nothing to wait for.
  const state = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).split(') ').at(-1);
  return state?.startsWith('Z') ?? false;
}
