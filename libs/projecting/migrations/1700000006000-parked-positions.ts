import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where parked events are in the log: what must come in order waits there. */
export class ParkedPositions1700000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE rm.parked ADD COLUMN position text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE rm.parked DROP COLUMN position');
  }
}
