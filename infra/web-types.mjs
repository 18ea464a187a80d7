// Writes the page's types from the OpenAPI document of a running API: node infra/web-types.mjs http://localhost:3000
// Only what the page reads is kept, so that the file can be read by people too.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const READ = ['Entry', 'Timeline', 'Subjects', 'Story', 'Step', 'Claims', 'History', 'Problem'];

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
  return `// Made from the OpenAPI document by \`npm run web:types\`; a test holds it against the API.\n/* eslint-disable */\n${astToString(types)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(
    fileURLToPath(new URL('../apps/web/src/api/schema.d.ts', import.meta.url)),
    await webTypes(process.argv[2] ?? 'http://localhost:3000'),
  );
}
