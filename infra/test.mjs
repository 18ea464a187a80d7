// `npm test [-- jest options]`: builds, runs every test once, and ends with `N passed, N failed` alone on a line.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { createInterface } from 'node:readline';
import { clearTimeout, setTimeout } from 'node:timers';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** All of it takes some twenty minutes on two quiet cores. A test that blocks the event loop is beyond Jest's own time limits. */
const LIMIT_MINUTES = 75;
const results = `${root}dist/test-results.json`;

const { passed, failed } = await run().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  return { passed: 0, failed: 1 };
});
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);

async function run() {
  // The tests of the command line and of the page run what is built.
  await build();
  mkdirSync(`${root}dist`, { recursive: true });
  rmSync(results, { force: true });
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--json', `--outputFile=${results}`];
  const code = await exitOf(process.execPath, [...jest, '--maxWorkers=2', ...process.argv.slice(2)]);
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(results, 'utf8'));
  const told = numFailedTests + numRuntimeErrorTestSuites;
  // Jest may end badly after its last test (a set-up that broke, say): that counts as a failure too.
  return { passed: numPassedTests, failed: told === 0 && code !== 0 ? 1 : told };
}

/** With --json Jest prints its results on standard output too, where nobody reads them. */
function exitOf(command, args) {
  return new Promise((resolve, reject) => {
    // A group of its own: what a test started ends with it.
    const child = spawn(command, args, { cwd: root, stdio: ['inherit', 'ignore', 'pipe'], detached: true });
    const ended = new Set();
    createInterface({ input: child.stderr }).on('line', (line) => {
      process.stderr.write(`${line}\n`);
      const file = /(?:PASS|FAIL)\s+(?:\S+\s+)?(\S+\.spec\.ts)/.exec(line)?.[1];
      if (file) ended.add(file);
    });
    const kill = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // It has ended.
      }
    };
    const limit = setTimeout(() => {
      const left = testFiles().filter((file) => !ended.has(file));
      process.stderr.write(`\nNot ended after ${LIMIT_MINUTES} minutes: ${left.join(', ')}\n`);
      kill('SIGKILL');
    }, LIMIT_MINUTES * 60_000);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => kill(signal));
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(limit);
      resolve(code ?? 1);
    });
  });
}

function testFiles() {
  const folders = ['apps', 'libs', 'test'].map((folder) => `${root}${folder}`);
  const entries = folders.flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => `${folder}/${name}`));
  return entries.filter((name) => name.endsWith('.spec.ts')).map((name) => relative(root, name));
}
