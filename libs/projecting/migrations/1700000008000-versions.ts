import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which tables a generation has, whatever the code has by then; and who may read it. A session says which version of each read model it reads
 * (`palimpseste.versions`, JSON by projection); one that says nothing reads what is there. The views of the live generations ask.
 */
export class Versions1700000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE rm.projection ADD COLUMN tables text[]');
    await runner.query(`CREATE FUNCTION rm.readable(projection text, version int) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
      DECLARE wanted int := (nullif(current_setting('palimpseste.versions', true), '')::jsonb ->> projection)::int;
      BEGIN
        IF wanted <> version THEN
          RAISE EXCEPTION 'read model % is of version %, this program reads version %', projection, version, wanted USING ERRCODE = 'PV001';
        END IF;
        RETURN true;
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION rm.readable(text, int) CASCADE');
    await runner.query('ALTER TABLE rm.projection DROP COLUMN tables');
  }
}
