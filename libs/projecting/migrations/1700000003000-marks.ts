import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the log held where a checkpoint is: an older backup of the events, put back under newer read models, is noticed by it. */
export class Marks1700000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE rm.projection ADD COLUMN mark text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE rm.projection DROP COLUMN mark');
  }
}
