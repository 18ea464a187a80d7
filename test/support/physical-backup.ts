import { chown, copyFile, lstat, mkdir, readdir, stat, writeFile, chmod } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { OwnPostgres } from './embedded.js';

/** Made anew by every server, or of the one that runs alone (PostgreSQL's manual, "Backing Up the Data Directory"). */
const LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts', 'pg_internal.init']);
const EMPTIED = new Set(['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans']);

/**
 * Copies the files of a server that runs, between the two calls that PostgreSQL offers for it (continuous archiving, low-level API): what
 * `pg_basebackup` does, which the embedded binaries lack. Pages are copied while they change; the log of that time mends them.
 * @param between called in the middle of the copy
 * @param ending called before its end is asked for: what is acknowledged by then is in it
 * @returns the first and the last file of the log that the backup needs
 */
export async function backUp(
  server: OwnPostgres,
  into: string,
  { between, ending = () => undefined }: { between: () => Promise<void>; ending?: () => void },
): Promise<{ first: string; last: string }> {
  // Both calls belong to one session.
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    const { rows: started } = await client.query<{ file: string }>(`SELECT pg_walfile_name(pg_backup_start('copy', fast => true)) AS file`);
    const entries = (await readdir(server.data)).filter((name) => !LEFT_OUT.has(name));
    await like(server.data, into);
    for (const [index, name] of entries.entries()) {
      if (index === Math.floor(entries.length / 2)) await between();
      await copy(join(server.data, name), join(into, name), !EMPTIED.has(name));
    }
    ending();
    const { rows: stopped } = await client.query<{ file: string; labelfile: string }>(
      // At the very start of a file, the one before it is the last that is needed: asking for one more does no harm.
      `SELECT pg_walfile_name(lsn) AS file, labelfile FROM pg_backup_stop(wait_for_archive => true)`,
    );
    await add(into, 'backup_label', stopped[0]!.labelfile);
    return { first: started[0]!.file, last: stopped[0]!.file };
  } finally {
    await client.end();
  }
}

/** Copies the files of the log from one to another, both included. */
export async function copyLog(from: string, into: string, { first, last }: { first: string; last: string }): Promise<void> {
  const wanted = (await readdir(from)).filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last);
  for (const name of wanted) await copy(join(from, name), join(into, 'pg_wal', name), true);
}

/** Copies files, with their owner. Those that go away meanwhile belong to what no longer exists. */
export async function copy(from: string, to: string, withContents = true): Promise<void> {
  const found = await lstat(from).catch(missing);
  if (!found) return;
  if (!found.isDirectory()) {
    if (await copyFile(from, to).then(() => true, missing)) await own(to, found);
    return;
  }
  await like(from, to);
  for (const name of withContents ? await readdir(from) : [])
    if (!LEFT_OUT.has(name) && !name.startsWith('pgsql_tmp')) await copy(join(from, name), join(to, name));
}

/** Writes a file into a server's folder, as the server's own. */
export async function add(folder: string, name: string, content: string): Promise<void> {
  await writeFile(join(folder, name), content);
  await own(join(folder, name), { ...(await stat(folder)), mode: 0o600 });
}

/** A folder beside another one that belongs to whom that one belongs. */
export async function like(folder: string, made: string): Promise<void> {
  await mkdir(made, { recursive: true });
  await own(made, await stat(folder));
}

async function own(path: string, { uid, gid, mode }: { uid: number; gid: number; mode: number }): Promise<void> {
  await chown(path, uid, gid);
  await chmod(path, mode & 0o7777);
}

function missing(error: { code?: string }): undefined {
  if (error.code !== 'ENOENT') throw error;
}
