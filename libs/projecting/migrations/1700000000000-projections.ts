import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The fixed tables beside the projections' own, which the runner makes generation by generation. */
export class Projections1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS rm');
    await runner.query(`CREATE TABLE rm.projection (
      name text NOT NULL, generation int NOT NULL, version int NOT NULL, status text NOT NULL CHECK (status IN ('building', 'live', 'retired')),
      position text, moved_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (name, generation))`);
    await runner.query(`CREATE UNIQUE INDEX projection_one_live ON rm.projection (name) WHERE status = 'live'`);
    await runner.query(`CREATE TABLE rm.parked (
      projection text NOT NULL, generation int NOT NULL, event_id uuid NOT NULL, stream_id text NOT NULL, revision int NOT NULL, type text NOT NULL,
      reason text, parked_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (projection, generation, event_id))`);
    await runner.query('CREATE INDEX parked_stream ON rm.parked (projection, generation, stream_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA rm CASCADE');
  }
}
