// Writes the page's types from the OpenAPI document of a running API: node infra/web-types.mjs http://localhost:3000
// Only what the page reads is kept, so that the file can be read by people too.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const READ = ['Entry', 'Timeline', 'Subjects', 'Story', 'Step', 'Claims', 'History', 'Differences', 'Restatements', 'Captures', 'Problem'];

export async function webTypes(api) {
  const document = await (await fetch(`${api}/api/openapi.json`)).json();
  const schemas = {};
  const keep = (name) => {
    if (schemas[name]) return;
    schemas[name] = document.components.schemas[name];
    for (const [, other] of JSON.stringify(schemas[name]).matchAll(/#\/components\/schemas\/(\w+)/g)) keep(other);
  };
  READ.forEach(keep);
  const types = await openapiTS({ openapi: document.openapi, info: document.info, paths: {}, components: { schemas } });
  // A format says nothing to a type; the sections that the page does not read are empty.
  const text = astToString(types)
    .replaceAll(/^ *\/\*\* Format: .*\*\/\n/gm, '')
    .replaceAll(/\/\*\*\n *\* Format: .*\n *\* (@description .*)\n *\*\//g, '/** $1 */')
    .replaceAll(/^ *(responses|parameters|requestBodies|headers|pathItems): never;\n/gm, '')
    .replaceAll(/^export type .*Record<string, never>;\n/gm, '');
  return `// Made from the OpenAPI document by \`npm run web:types\`; a test holds it against the API.\n/* eslint-disable */\n${text}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(
    fileURLToPath(new URL('../apps/web/src/api/schema.d.ts', import.meta.url)),
    await webTypes(process.argv[2] ?? 'http://localhost:3000'),
  );
}
