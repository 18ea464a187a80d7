// Builds the programs (nest, swc) and the page (vite), each only when one of its files changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

// The bench, and what it runs of the tests' support.
const measured = ['test/bench', 'test/support/eventstoredb', 'test/support/programs.ts', 'test/support/children.ts'];

const parts = [
  {
    name: 'programmes',
    reads: ['apps/api', 'apps/worker', 'apps/cli', 'libs', ...measured, 'nest-cli.json', 'tsconfig.json', 'package-lock.json'],
    makes: ['dist/apps', 'dist/libs', 'dist/test'],
    command: ['node_modules/@nestjs/cli/bin/nest.js', 'build', 'api'],
  },
  {
    name: 'page',
    reads: ['apps/web', 'package-lock.json'],
    makes: ['dist/web'],
    command: ['node_modules/vite/bin/vite.js', 'build', '--config', 'apps/web/vite.config.ts', '--logLevel', 'warn'],
    needs: 'apps/web/vite.config.ts',
  },
];

export async function build({ quiet = false } = {}) {
  for (const part of parts) {
    if (part.needs && !existsSync(join(root, part.needs))) continue;
    const mark = join(root, 'dist', `.${part.name}`);
    const print = fingerprint(part.reads);
    if (existsSync(mark) && readFileSync(mark, 'utf8') === print && part.makes.every((folder) => existsSync(join(root, folder)))) continue;
    if (!quiet) process.stderr.write(`Construction : ${part.name}…\n`);
    for (const folder of part.makes) rmSync(join(root, folder), { recursive: true, force: true });
    const [script, ...rest] = part.command;
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, script), ...rest], { cwd: root, encoding: 'utf8' });
    if (status !== 0) {
      process.stderr.write(`${stdout}${stderr}\n`);
      throw new Error(`la construction a échoué : ${part.name}`);
    }
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(mark, print);
  }
}

/** Changes with any file's content; names, sizes and times are enough to know. */
function fingerprint(paths) {
  const hash = createHash('sha256').update(process.version);
  const add = (path) => {
    const info = statSync(path, { throwIfNoEntry: false });
    if (!info) return;
    if (info.isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(`${path}\0${info.size}\0${info.mtimeMs}\n`);
  };
  for (const path of paths) add(join(root, path));
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
