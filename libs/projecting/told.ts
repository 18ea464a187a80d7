import type { QueryRunner } from 'typeorm';
import type { Generation } from './generation.js';
import type { FactRow } from './projection.js';
import type { ReadModels } from './read-models.js';

// Kept beside each checkpoint: since when the public is told the same. What is written and may not be seen yet leaves no trace in it, so that
// an answer that is kept for as long as it stands betrays no secret by having to be made again.

/** The record time of what the public was told last by a batch; null when it was told nothing. */
export type Told = string | null;

/** Milliseconds of the future that count as told already: a batch takes a while to be committed. */
const SOON = 60_000;

/** Until when what becomes visible is told by whoever writes it (UTC, microseconds). What a later day reveals is told by that day's coming. */
export const soon = (now = Date.now()): string => `${new Date(now + SOON).toISOString().slice(0, -1)}000Z`;

/** True of a row that the public may read as soon as it is written. */
export const isToldBy = (by: string, { visibleFrom, recordedFrom, recordedTo }: FactRow): boolean =>
  visibleFrom !== null && (visibleFrom <= by || visibleFrom <= recordedFrom) && (recordedTo === null || recordedTo > visibleFrom);

/** The same, of a row that is in a table. */
export const TOLD_SOON = `visible_from <= greatest(now() + interval '${SOON / 1_000} s', recorded_from)`;

/**
 * What a move of the checkpoint says of it, in SQL. `told` is the mark of the last move that told something. `weighed` is the mark up to which that
 * is known: where it is not the checkpoint's own, somebody moved it who did not say.
 */
export const toldBy = (mark: string, told: string): string =>
  `told = CASE WHEN ${told}::timestamptz IS NOT NULL THEN ${mark} WHEN weighed IS NOT DISTINCT FROM mark THEN told ELSE mark END,
   weighed = ${mark}, told_until = greatest(told_until, ${told}::timestamptz)`;

/** Something was told without the checkpoint having moved. */
export async function tellAnew({ name, generation }: Generation, runner: QueryRunner, told: string): Promise<void> {
  await runner.query(
    `UPDATE rm.projection SET told = gen_random_uuid()::text, weighed = mark, told_until = greatest(told_until, $3::timestamptz)
     WHERE name = $1 AND generation = $2`,
    [name, generation, told],
  );
}

/** What the public may read on a server. Two that are equal give equal answers to equal questions. */
export interface PublicState {
  /** Changes with what is told, and with the hour: secrets end with a day, and some answers are about today. */
  readonly now: string;
  /** Changes when read models are made anew. What lies in the past for good stays the same until then. */
  readonly past: string;
}

/** What the public may read on a server; undefined when that is about to change by the server's clock alone, as it does where clocks are not in step. */
export async function publicStateOf(server: Pick<ReadModels, 'query'>): Promise<PublicState | undefined> {
  const [row] = await server.query<{ now: string; past: string; ahead: boolean }[]>(STATE);
  return row && !row.ahead ? { now: row.now, past: row.past } : undefined;
}

const STATE = `SELECT coalesce(bool_or(told_until > now()), false) AS ahead,
    coalesce(string_agg(concat_ws(' ', name, generation), ',' ORDER BY name), '') AS past,
    concat_ws(',', floor(extract(epoch FROM now()) / 3600), string_agg(
      concat_ws(' ', name, generation, CASE WHEN weighed IS NOT DISTINCT FROM mark THEN told ELSE mark END), ',' ORDER BY name)) AS now
  FROM rm.projection WHERE status = 'live'`;
