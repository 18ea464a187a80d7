// `npm run test:soak -- --minutes N [--seed S]`: the soak of test/soak, for as long as asked, telling what it breaks as it goes.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '3' }, seed: { type: 'string', default: '42' } } });
const seconds = Math.round(Number(values.minutes) * 60);
if (!(seconds > 0) || !Number.isInteger(Number(values.seed))) {
  process.stderr.write('usage: npm run test:soak -- --minutes 5 --seed 42\n');
  process.exit(2);
}
await build();
const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--selectProjects', 'integration'];
const { status } = spawnSync(process.execPath, [...jest, '--testPathPatterns', 'test/soak', '--verbose'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  env: { ...process.env, SOAK_SECONDS: String(seconds), SOAK_SEED: values.seed },
  stdio: 'inherit',
});
process.exit(status ?? 1);
