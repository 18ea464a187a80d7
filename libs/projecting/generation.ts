import { CheckpointAstray, decode, loadStream, type Checkpoint, type EventStore, type Position, type StoredEvent } from '@app/event-store';
import type { RecordedFact, SubjectModule } from '@app/kernel';
import { subjectOf } from '@app/kernel';
import type { DataSource, QueryRunner } from 'typeorm';
import { changesOf, type Change } from './changes.js';
import { ProjectionState, type ProjectionStatus } from './entities.js';
import type { Projection } from './projection.js';
import { RowBuffer } from './row-buffer.js';
import { GenerationTables } from './tables.js';
import { toldBy, type Told } from './told.js';

export type SubjectOfKind = (kind: string) => SubjectModule | undefined;

const CORRECTIONS = ['FactCorrected', 'FactRetracted'];

/** Another runner moved the checkpoint first: nothing of ours was written. */
export class Fenced extends Error {
  constructor(name: string) {
    super(`projection ${name} was moved by another runner`);
    this.name = 'Fenced';
  }
}

/** One generation of a projection: its tables, its checkpoint, and how events become rows in it. */
export class Generation {
  readonly tables: GenerationTables;

  constructor(
    readonly source: DataSource,
    readonly store: EventStore,
    readonly projection: Projection,
    readonly generation: number,
    private readonly subjectOfKind: SubjectOfKind,
  ) {
    this.tables = new GenerationTables(source, projection, generation);
  }

  get name(): string {
    return this.projection.name;
  }

  /** The types to ask the store for; undefined for all. */
  get types(): readonly string[] | undefined {
    return this.projection.types && [...new Set([...this.projection.types, ...CORRECTIONS])];
  }

  async register(runner: QueryRunner, status: ProjectionStatus): Promise<void> {
    await runner.query('INSERT INTO rm.projection (name, generation, version, status, tables) VALUES ($1, $2, $3, $4, $5)', [
      this.name,
      this.generation,
      this.projection.version,
      status,
      this.tables.entityNames,
    ]);
  }

  async position(runner: Pick<QueryRunner, 'query'> | DataSource): Promise<Position | null> {
    return (await this.checkpoint(runner)).position;
  }

  async checkpoint(runner: Pick<QueryRunner, 'query'> | DataSource): Promise<Checkpoint> {
    const [row] = await runner.query('SELECT position, mark FROM rm.projection WHERE name = $1 AND generation = $2', [
      this.name,
      this.generation,
    ]);
    if (!row) throw new Fenced(this.name);
    return row;
  }

  /**
   * @param mark the store's mark of `to`, where the caller knows it
   * @param told what the public was told on the way, where the caller knows it
   * @throws {Fenced} when the checkpoint is no longer where this runner left it, or code of another version fills these tables
   * @throws {CheckpointAstray} when the log ends before `to`
   */
  async move(runner: QueryRunner, from: Position | null, to: Position, mark?: string, told?: Told): Promise<void> {
    const held = mark ?? (await this.store.mark(to));
    if (held === null) throw new CheckpointAstray(`projection ${this.name}`);
    const [, moved] = await runner.query(
      `UPDATE rm.projection SET position = $4, mark = $5, moved_at = now()${told === undefined ? '' : `, ${toldBy('$5', '$7')}`}
       WHERE name = $1 AND generation = $2 AND position IS NOT DISTINCT FROM $3 AND status <> 'retired' AND version = $6`,
      [this.name, this.generation, from, to, held, this.projection.version, ...(told === undefined ? [] : [told])],
    );
    if (moved !== 1) throw new Fenced(this.name);
  }

  /** Part of the transaction that forgets it: its tables, those that the code no longer has included. */
  async drop(runner: QueryRunner): Promise<void> {
    const [row] = await runner.query('SELECT tables FROM rm.projection WHERE name = $1 AND generation = $2', [this.name, this.generation]);
    await this.tables.drop(runner, row?.tables ?? null);
  }

  decode(event: StoredEvent): RecordedFact {
    return decode(event, this.subjectOfKind(subjectOf(event.streamId).kind)?.decider);
  }

  /** Adds what these events do to the buffer. */
  async apply(buffer: RowBuffer, event: StoredEvent): Promise<void> {
    buffer.apply(await this.changesOf(this.decode(event)));
  }

  changesOf(fact: RecordedFact): Promise<Change[]> {
    return changesOf(this.projection, fact, async (streamId, through) =>
      (await this.stream(streamId)).filter(({ revision }) => revision <= through),
    );
  }

  stream(streamId: string): Promise<RecordedFact[]> {
    return loadStream(this.store, streamId, this.subjectOfKind(subjectOf(streamId).kind)?.decider);
  }

  async secretStreams(runner: QueryRunner): Promise<string[]> {
    const streams = new Set<string>();
    for (const table of this.tables.factNames) {
      const rows = await runner.query(
        `SELECT DISTINCT stream_id FROM ${table} WHERE revealed_by IS NOT NULL AND (visible_from IS NULL OR visible_from > recorded_from)`,
      );
      for (const row of rows) streams.add(row.stream_id);
    }
    return [...streams];
  }
}

/** The live generation, made from scratch when there is none yet. Safe when two processes start at once. */
export async function liveGeneration(
  source: DataSource,
  store: EventStore,
  projection: Projection,
  subjectOfKind: SubjectOfKind,
): Promise<Generation> {
  return source.transaction(async (manager) => {
    const runner = manager.queryRunner!;
    await runner.query('SELECT pg_advisory_xact_lock(7305901, hashtext($1))', [projection.name]);
    const states = await manager.find(ProjectionState, { where: { name: projection.name }, order: { generation: 'DESC' } });
    const live = states.find(({ status }) => status === 'live');
    if (live) return new Generation(source, store, projection, live.generation, subjectOfKind);
    const made = new Generation(source, store, projection, (states[0]?.generation ?? 0) + 1, subjectOfKind);
    await made.tables.create(runner);
    await made.tables.createIndexes(runner);
    await made.tables.pointViews(runner);
    await made.register(runner, 'live');
    return made;
  });
}
