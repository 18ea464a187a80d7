import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const FOLDERS = ['apps', 'libs', 'infra', 'test', 'data', 'docs'];
const FILES = ['nest-cli.json', 'package.json', 'tsconfig.json', 'docker-compose.yml', 'README.md'];
/** Beyond this a file no longer fits in a few screens. */
const MOST_LINES = 400;

describe('the architecture', () => {
  it('has the agreed folders and files at its root', async () => {
    const found = await readdir('.');
    expect([...FOLDERS, ...FILES].filter((name) => !found.includes(name))).toEqual([]);
  });

  it('keeps every file within a few screens', async () => {
    const paths = (await Promise.all(['apps', 'libs', 'infra', 'test'].map(sources))).flat();
    const lengths = await Promise.all(paths.map(async (path) => [path, (await readFile(path, 'utf8')).split('\n').length - 1] as const));
    expect(paths.length).toBeGreaterThan(200);
    expect(lengths.filter(([, lines]) => lines > MOST_LINES)).toEqual([]);
  });

  it('imports only what the layers allow', async () => {
    expect(await violations('.', ['apps', 'libs', 'test', 'infra'])).toEqual([]);
  });
});

// Each seed lies in a file of its own, so that one run judges them all.
const FORBIDDEN = [
  ['the kernel reads the event store', 'libs/kernel/a.ts', 'libs/event-store/index.ts', 'libs-kernel-only'],
  ['a decider uses a database', 'libs/domain/sites/sites.decider.ts', 'typeorm', 'rules-are-pure'],
  ['a decider knows HTTP', 'libs/domain/sites/site.decider.ts', 'libs/http/index.ts', 'rules-are-pure'],
  ['sites know funding', 'libs/domain/sites/a.ts', 'libs/domain/funding/index.ts', 'domain-modules-stand-alone'],
  ['the domain reads the timeline', 'libs/domain/sites/b.ts', 'libs/timeline/index.ts', 'libs-domain-only'],
  ['the event store knows HTTP', 'libs/event-store/a.ts', 'libs/http/index.ts', 'libs-event-store-only'],
  ['one observatory reads another', 'libs/observatories/gis/a.ts', 'libs/observatories/employment/index.ts', 'observatories-stand-alone'],
  ['a load reads the read models', 'libs/imports/a.ts', 'libs/projecting/index.ts', 'libs-imports-only'],
  ['a library imports the api', 'libs/timeline/a.ts', 'apps/api/src/index.ts', 'nobody-imports-api'],
  ['the api imports the worker', 'apps/api/src/a.ts', 'apps/worker/src/index.ts', 'nobody-imports-worker'],
  ['the page imports a library', 'apps/web/src/a.ts', 'libs/kernel/index.ts', 'the-page-imports-no-library'],
  ['a program ships with test helpers', 'apps/api/src/b.ts', 'libs/testing/index.ts', 'testing-is-for-specs'],
  ['a reader writes SQL by itself', 'libs/timeline/b.ts', 'pg', 'pg-has-its-place'],
  ['the verifier uses Node', 'libs/audit/merkle/a.ts', 'node:crypto', 'the-verifier-runs-anywhere'],
  ['the verifier runs the store', 'libs/audit/notes/a.ts', 'libs/event-store/index.ts', 'the-verifier-runs-anywhere'],
  ['an api reaches for the queue itself', 'apps/api/src/c.ts', 'graphile-worker', 'graphile-worker-has-its-place'],
  ['an import of nothing', 'libs/kernel/b.ts', 'libs/kernel/missing.ts', 'everything-resolves'],
  ['two files import each other', 'libs/kernel/c.ts', 'libs/kernel/d.ts', 'no-cycles'],
] as const;

describe('an import that the layers forbid', () => {
  let root: string;
  let found: string[];

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'palimpseste-architecture-'));
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) await cp(file, join(root, file));
    for (const name of ['graphile-worker', 'pg', 'typeorm']) {
      await write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
      await write(`node_modules/${name}/index.js`, 'module.exports = {};\n');
    }
    for (const [, from, to, rule] of FORBIDDEN) {
      await write(from, `import * as other from '${specifier(from, to)}';\nexport const seen = other;\n`);
      const back = rule === 'no-cycles' ? `export * from '${specifier(to, from)}';\n` : '';
      if (to.endsWith('.ts') && !to.includes('missing'))
        await write(to, `${back}export type Something = number;\nexport const something = 1;\n`);
    }
    await write('libs/domain/labels/a.ts', `import type { Something } from '../funding/index.js';\nexport const seen: Something = 1;\n`);
    found = await violations(root, ['apps', 'libs']);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it.each(FORBIDDEN)('is caught: %s', (_, from, __, rule) => expect(found).toContain(`${rule}: ${from}`));

  it('is not the type of another module', () => expect(found.filter((line) => line.endsWith('libs/domain/labels/a.ts'))).toEqual([]));

  async function write(path: string, content: string): Promise<void> {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
});

/** `rule: file` of every import that is not allowed. */
async function violations(root: string, folders: readonly string[]): Promise<string[]> {
  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders];
  // It ends with the number of violations, and says them on its standard output all the same.
  const { stdout } = await run(process.execPath, args, { cwd: root, maxBuffer: 256 * 1_024 * 1_024 }).catch((error: { stdout: string }) => {
    if (!error.stdout) throw error;
    return error;
  });
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  return summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`);
}

async function sources(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|css)$/.test(entry.name) && entry.name !== 'schema.d.ts')
    .map((entry) => join(entry.parentPath, entry.name));
}

function specifier(from: string, to: string): string {
  if (!to.endsWith('.ts')) return to;
  const up = '../'.repeat(from.split('/').length - 1);
  return `${up}${to.replace(/\.ts$/, '.js')}`;
}
