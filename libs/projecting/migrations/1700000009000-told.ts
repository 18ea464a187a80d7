import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Since when the public is told the same, for whoever keeps answers. Texts that mean nothing but their difference: a checkpoint that was moved by a
 * program of before (`weighed` is not its `mark`) counts as having told something.
 */
export class Told1700000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE rm.projection ADD COLUMN told text, ADD COLUMN weighed text, ADD COLUMN told_until timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE rm.projection DROP COLUMN told, DROP COLUMN weighed, DROP COLUMN told_until');
  }
}
