// `node --import ./test/support/typescript.mjs program.ts`: runs a program of the tests from its source, so that it can be killed alone.
import { transformSync } from '@swc/core';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const aliases = [
  [/^@app\/(.+)$/, (name) => `libs/${name}/index.ts`],
  [/^@(domain|observatories)\/(.+)$/, (layer, name) => `libs/${layer}/${name}/index.ts`],
];

// Node loads this file twice: on the main thread, where it registers, and on the thread of the hooks.
if (isMainThread) register(import.meta.url);

export function resolve(specifier, context, next) {
  for (const [pattern, path] of aliases) {
    const match = pattern.exec(specifier);
    if (match) return next(new URL(path(...match.slice(1)), root).href, context);
  }
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.endsWith('.ts')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return next(source.href, context);
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = transformSync(await readFile(filename, 'utf8'), {
    filename,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
    },
    module: { type: 'es6' },
  });
  return { format: 'module', source: code, shortCircuit: true };
}
