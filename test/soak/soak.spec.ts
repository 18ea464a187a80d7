import { anyServer, freshAddress, REAL } from '../support/event-store-db.js';
import { startTestServer } from '../support/eventstoredb/index.js';
import { testDatabase } from '../support/postgres.js';
import { soak, type SoakReport } from './soak.js';

/** Of each store; `npm run test:soak -- --minutes 10 --seed 7` sets them. */
const SECONDS = Number(process.env.SOAK_SECONDS ?? 20);
const SEED = Number(process.env.SOAK_SEED ?? 42);
const LIMIT = SECONDS * 1_000 + 180_000;

const onTold = process.env.SOAK_SECONDS ? (line: string) => void process.stderr.write(`  ${line}\n`) : undefined;

function expectKept(report: SoakReport): void {
  if (onTold) process.stderr.write(`${JSON.stringify({ seed: SEED, seconds: SECONDS, ...report }, null, 2)}\n`);
  expect(report).toMatchObject({ lost: [], twice: [], different: [] });
  expect(report.stored).toBeGreaterThanOrEqual(report.acknowledged);
  expect(report.acknowledged).toBeGreaterThan(20);
  expect(report.sealed).toMatchObject({ size: report.stored, events: report.stored, given: 1, findings: [] });
}

it(
  'keeps everything it acknowledged, once, on PostgreSQL',
  async () => {
    const database = await testDatabase();
    expectKept(await soak({ seed: SEED, seconds: SECONDS, databaseUrl: database.url, eventStoreUrl: database.url, onTold }));
    await database.drop();
  },
  LIMIT,
);

it(
  `keeps everything it acknowledged, once, on ${REAL ? 'a real EventStoreDB' : 'EventStoreDB’s protocol'}`,
  async () => {
    const database = await testDatabase();
    const own = REAL ? undefined : await startTestServer();
    const server = own ?? (await anyServer());
    const breakStore = own && (() => own.restart());
    expectKept(
      await soak({ seed: SEED, seconds: SECONDS, databaseUrl: database.url, eventStoreUrl: freshAddress(server.url), breakStore, onTold }),
    );
    await server.close();
    await database.drop();
  },
  LIMIT,
);
