// `npm start`: builds what changed since the last build, then serves in this very process, so that Ctrl-C reaches it.
import { build } from './build.mjs';

await build();
process.argv = [process.argv[0], 'palimpseste', 'serve', ...process.argv.slice(2)];
await import('../dist/apps/cli/src/main.js');
