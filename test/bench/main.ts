import { appendBench } from './append.bench.js';
import { auditBench } from './audit.bench.js';
import type { BenchEntry } from './compare.js';
import { Database } from './database.js';
import { eventStoreDbBench } from './eventstoredb.bench.js';
import { followingBench } from './following.bench.js';
import { indicatorsBench } from './indicators.bench.js';
import { benchOptions, type BenchOptions } from './options.js';
import { readBench } from './read.bench.js';
import { rebuildBench } from './rebuild.bench.js';
import { benchServer } from './server.js';
import { tracesBench } from './traces.bench.js';

/** Each is given an address of PostgreSQL, and leaves there what it likes. They run in this order. */
const BENCHES: Readonly<Record<string, (url: string, options: BenchOptions) => Promise<BenchEntry[]>>> = {
  append: appendBench,
  read: readBench,
  rebuild: rebuildBench,
  following: followingBench,
  traces: tracesBench,
  eventstoredb: eventStoreDbBench,
  audit: auditBench,
  indicators: indicatorsBench,
};

/** They share a database in which a history is written once. */
const OF_A_HISTORY = ['read', 'rebuild'];

const options = benchOptions(process.argv.slice(2));
const chosen = options.only ?? Object.keys(BENCHES);
const unknown = chosen.filter((name) => !(name in BENCHES));
if (unknown.length > 0) throw new Error(`--only: there is no bench ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`);
const server = await benchServer();
const entries: BenchEntry[] = [];
try {
  const database = await Database.create(server.url);
  for (const [name, bench] of Object.entries(BENCHES))
    if (chosen.includes(name)) entries.push(...(await bench(OF_A_HISTORY.includes(name) ? database.url : server.url, options)));
  await database.drop();
} finally {
  await server.stop();
}
if (options.json) process.stdout.write(`${JSON.stringify(entries, null, 2)}\n`);
else {
  console.table(entries.map(({ note: _, ...entry }) => ({ ...entry, reached: entry.ratio >= entry.target ? 'yes' : 'no' })));
  for (const { name, note } of entries) if (note) process.stdout.write(`${name}: ${note}\n`);
}
