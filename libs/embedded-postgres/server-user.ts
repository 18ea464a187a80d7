import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The account that PostgreSQL runs under: the caller's own, or, for root, which PostgreSQL refuses, the account `postgres`. */
export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

export async function serverUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return {};
  const found = await idOf('postgres');
  if (found) return found;
  await run('groupadd', ['--system', 'postgres']).catch(() => undefined);
  await run('useradd', ['--system', '--gid', 'postgres', '--shell', '/usr/sbin/nologin', 'postgres']);
  const made = await idOf('postgres');
  if (!made)
    throw new Error(
      'PostgreSQL ne tourne pas sous root, et le compte « postgres » n’a pu être créé : lancez le programme sous un autre compte.',
    );
  return made;
}

/** @throws {Error} naming the folder that the account cannot walk into */
export async function assertReachable(folder: string, { uid }: ServerUser): Promise<void> {
  if (uid === undefined) return;
  for (let parent = dirname(folder); parent !== dirname(parent); parent = dirname(parent)) {
    const { mode } = await stat(parent);
    if ((mode & 0o001) === 0) {
      throw new Error(
        `sous root, PostgreSQL tourne sous le compte « postgres », qui ne peut traverser ${parent} : installez le programme et ses données (PALIMPSESTE_DATA) dans un dossier ouvert à tous, /srv par exemple, ou lancez-le sous un autre compte que root.`,
      );
    }
  }
}

async function idOf(name: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}
