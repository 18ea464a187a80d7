import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The workers that are up, and the session by which each holds what it owns. */
export class Workers1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE rm.worker (
      id uuid PRIMARY KEY, host text NOT NULL, sessions text NOT NULL, pid int NOT NULL, backend_start timestamptz NOT NULL, owns text[] NOT NULL,
      started_at timestamptz NOT NULL DEFAULT clock_timestamp(), seen_at timestamptz NOT NULL DEFAULT clock_timestamp())`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rm.worker');
  }
}
