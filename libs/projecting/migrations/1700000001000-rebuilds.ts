import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each rebuild is, so that one that was interrupted goes on. */
export class Rebuilds1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE rm.rebuild (
      name text NOT NULL, generation int NOT NULL, stage text NOT NULL DEFAULT 'reading' CHECK (stage IN ('reading', 'indexing', 'following')),
      shape text NOT NULL, events bigint NOT NULL DEFAULT 0, pausing boolean NOT NULL DEFAULT false, started_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (name, generation))`);
    await runner.query(`CREATE TABLE rm.rebuild_change (
      projection text NOT NULL, generation int NOT NULL, kind text NOT NULL CHECK (kind IN ('close', 'reveal')), key text NOT NULL, type text,
      at timestamptz NOT NULL)`);
    await runner.query('CREATE INDEX rebuild_change_key ON rm.rebuild_change (projection, generation, kind, key)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rm.rebuild, rm.rebuild_change');
  }
}
