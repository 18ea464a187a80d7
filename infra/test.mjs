// `npm test [-- jest options]`: builds, runs every test once, and ends with `N passed, N failed` alone on a line.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
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
    const child = spawn(command, args, { cwd: root, stdio: ['inherit', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
