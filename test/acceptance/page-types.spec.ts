import { readFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { TestApi } from '../support/api.js';

// In a process of its own: the generator brings a module that Jest's loader does not take.
const SCRIPT = `import { webTypes } from './infra/web-types.mjs'; process.stdout.write(await webTypes(process.argv[1]));`;

describe('La page et l’API', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
  });
  afterAll(() => api?.close());

  it('parlent des mêmes formes : « npm run web:types » ne changerait rien', async () => {
    const made = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', SCRIPT, api.base], { maxBuffer: 16_777_216 });
    expect(made.stdout).toBe(await readFile('apps/web/src/api/schema.d.ts', 'utf8'));
  });
});
