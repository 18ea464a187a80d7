import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where and when a rebuild was last taken up: its pace since then tells how long it still takes, to whoever asks. */
export class RebuildPace1700000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE rm.rebuild ADD COLUMN resumed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      ADD COLUMN resumed_events bigint NOT NULL DEFAULT 0, ADD COLUMN events_at timestamptz NOT NULL DEFAULT clock_timestamp()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE rm.rebuild DROP COLUMN resumed_at, DROP COLUMN resumed_events, DROP COLUMN events_at');
  }
}
