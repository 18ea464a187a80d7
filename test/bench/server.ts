import { embeddedPostgres } from '@app/embedded-postgres';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killOwned } from '../support/children.js';

export interface BenchServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The product's own embedded PostgreSQL, with the settings it has in use, on a folder of its own that is removed afterwards. */
export async function benchServer(): Promise<BenchServer> {
  const folder = await mkdtemp(join(tmpdir(), 'palimpseste-bench-'));
  await chmod(folder, 0o755);
  const server = await embeddedPostgres(folder);
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  // The server and the programs are processes of their own, which would outlive a bench that is interrupted.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      killOwned();
      void stop().finally(() => process.exit(1));
    });
  return { url: server.url, stop };
}
