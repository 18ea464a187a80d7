import { readConfiguration } from '@app/configuration';
import { existsSync, readFileSync } from 'node:fs';
import { runDocumented } from './commands.js';
import { compose, REQUIRED } from './compose.js';

describe('what docs/operations/deployment.md says to type', () => {
  const { calls, environment } = runDocumented('Sur une machine');

  it('gives docker-compose.yml all it asks for, and our programs take it', () => {
    expect(REQUIRED.filter((name) => !environment[name])).toEqual([]);
    const { services } = compose(environment);
    for (const name of ['api-1', 'api-2', 'worker']) expect(() => readConfiguration(services[name]!.environment!)).not.toThrow();
    expect(services.proxy!.environment!.SITE_ADDRESS).toBe('memoire.example.org');
  });

  it('speaks to services that are there, and runs commands that exist', () => {
    const { services } = compose(environment);
    const commands = calls.filter(([, , verb]) => verb === 'exec');
    expect(commands.length).toBeGreaterThan(0);
    for (const [, , , service, , script] of commands) {
      expect(Object.keys(services)).toContain(service);
      expect(existsSync(script!)).toBe(true);
    }
  });

  it('applies a folder that is there', () => {
    const applied = runDocumented('Sur un cluster').calls.find(([, verb]) => verb === 'apply')!;
    expect(existsSync(`${applied.at(-1)}/kustomization.yaml`)).toBe(true);
  });

  it('uses the image of the certificates that docker-compose.yml uses', () =>
    expect(readFileSync('docs/operations/deployment.md', 'utf8')).toContain(compose(environment).services.certificates!.image));
});
