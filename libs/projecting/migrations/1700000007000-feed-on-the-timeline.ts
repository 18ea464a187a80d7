import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The projection `feed` is gone: the timeline keeps the order of the log itself. */
export class FeedOnTheTimeline1700000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW IF EXISTS rm.feed');
    const generations: { generation: number }[] = await runner
      .query(`DELETE FROM rm.projection WHERE name = 'feed' RETURNING generation`)
      .then(([rows]: [{ generation: number }[]]) => rows);
    for (const { generation } of generations) await runner.query(`DROP TABLE IF EXISTS rm.feed_g${generation}`);
    for (const table of ['parked', 'rebuild_change']) await runner.query(`DELETE FROM rm.${table} WHERE projection = 'feed'`);
    await runner.query(`DELETE FROM rm.rebuild WHERE name = 'feed'`);
  }

  /** Nothing to put back: a rebuild makes read models. */
  async down(): Promise<void> {}
}
