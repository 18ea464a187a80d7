import { readConfiguration } from '@app/configuration';
import { readFileSync } from 'node:fs';

/** Names of the environment that our programs read, as told by the reading itself; and the one that Node and its libraries go by. */
export function knownVariables(): Set<string> {
  const names = new Set<string>(['NODE_ENV']);
  const note = (name: string | symbol) => void (typeof name === 'string' && names.add(name));
  readConfiguration(new Proxy({}, { get: (_, name) => note(name) }));
  return names;
}

export const VERSION = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;

/** The source of what a container runs, from its command: `node dist/apps/api/src/main.js` is apps/api/src/main.ts. */
export const sourceOf = (command: readonly string[] = []): string | undefined =>
  /^dist\/(.+)\.js$/.exec(command.find((word) => word.startsWith('dist/')) ?? '')?.[1]?.concat('.ts');

/** A tag that says which version, to its last number, and will say the same tomorrow. */
export const isPinned = (image: string): boolean =>
  /^[a-z0-9./-]+:v?\d+\.\d+(\.\d+)?(-[a-z0-9.]+)*$/.test(image) && !image.includes('latest');
