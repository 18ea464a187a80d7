#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../../../dist/apps/cli/src/main.js', import.meta.url);
if (!existsSync(program)) {
  process.stderr.write('palimpseste : le programme n’est pas construit ; lancez « npm run build ».\n');
  process.exit(1);
}
await import(program);
