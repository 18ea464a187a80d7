import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outlines of official territories, given by an operator: reference data, in no event. */
export class Outlines1700000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE rm.outline (
      territory_id text PRIMARY KEY, area text NOT NULL, longitude float8 NOT NULL, latitude float8 NOT NULL,
      source text NOT NULL, vintage int NOT NULL, stored_at timestamptz NOT NULL DEFAULT clock_timestamp())`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rm.outline');
  }
}
