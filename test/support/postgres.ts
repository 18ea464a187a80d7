import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** An empty database of the run's own PostgreSQL; drop it when done. */
export async function testDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = process.env.PALIMPSESTE_TEST_POSTGRES;
  if (!server) throw new Error('no test PostgreSQL: run the integration or browser project of jest.config.mjs');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
