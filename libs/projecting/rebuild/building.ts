import { isConnectionFault, type Position, type StoredEvent } from '@app/event-store';
import { changesIn, type Change, type Learnt } from '../changes.js';
import { CHUNK } from '../copy-bytes.js';
import { Fenced, type Generation } from '../generation.js';
import { park } from '../parked.js';
import { CopySession } from './copy-session.js';
import { Reading, type Read } from './reading.js';
import { RebuildRows } from './rows.js';
import { recordCheckpoint, recordLater } from './state.js';

/** Bytes of rows that may wait for the server before the scan waits too. */
const MOST_WAITING = 8_388_608;
/** Events of a slice in which the one that the database refuses is looked for. */
const SLICE = 2_000;

/**
 * One projection being built: its rows on their way to the new tables. What is read goes to the server in the background, in order; a
 * checkpoint is a commit. What the database refuses is found and parked, with what follows in its stream; the rest goes in.
 */
export class Building {
  /** Somebody asked the rebuild to pause: told by the last checkpoint. */
  pausing = false;
  private readonly session: CopySession;
  private readonly wanted: ReadonlySet<string> | null;
  private sent: Promise<void> = Promise.resolve();
  private waiting: { size: number; sent: Promise<void> }[] = [];
  private failure: Error | undefined;
  private parks: { event: StoredEvent; error: Error | null }[] = [];
  private parkedStreams = new Set<string>();
  /** Events whose rows begin at the record time of the last event, which the next one may share. */
  private moment = '';
  private ofMoment: string[] = [];

  private constructor(
    readonly generation: Generation,
    /** Where the tables are, as far as the server has said. */
    public written: Position | null,
    private readonly rows: RebuildRows,
  ) {
    this.session = new CopySession(generation.source);
    this.wanted = generation.types ? new Set(generation.types) : null;
  }

  static async open(generation: Generation): Promise<Building> {
    const runner = generation.source.createQueryRunner();
    try {
      const secret = await generation.secretStreams(runner);
      const rows = new RebuildRows(generation.tables, generation.projection, secret);
      const building = new Building(generation, await generation.position(runner), rows);
      await building.readParked();
      return building;
    } finally {
      await runner.release();
    }
  }

  wants(event: StoredEvent): boolean {
    return this.wanted === null || this.wanted.has(event.type);
  }

  /** Takes an event in, in order. There is something to wait for only when its stream must be read. */
  take({ event, decoded: { fact, known, error }, learnt }: Read): void | Promise<void> {
    if (event.recordedAt !== this.moment) {
      this.moment = event.recordedAt;
      this.ofMoment = [];
    }
    if (this.parkedStreams.size > 0 && this.parkedStreams.has(event.streamId)) return this.park(event, null);
    if (!fact) return this.park(event, error!);
    if (!known) return this.takeLearnt(event, learnt!);
    try {
      this.rows.add(this.generation.projection.rows(fact), known);
    } catch (fault) {
      return this.park(event, fault as Error);
    }
    this.ofMoment.push(event.eventId);
    this.rows.reveal(fact.streamId, fact.type, fact.recordedAt);
    if (this.rows.size > CHUNK - 8_192) this.send();
  }

  /** Waits while the server is behind; then whatever it refused is parked, up to `through`, the last event taken. */
  async flow(through: Position): Promise<void> {
    while (this.waiting.reduce((sum, { size }) => sum + size, 0) > MOST_WAITING) {
      await this.waiting[0]!.sent;
      this.waiting.shift();
    }
    if (this.failure) await this.recover(through);
  }

  /** Makes everything taken durable, with `position` as the place to go on from. Goes on in the background: see `settle`. */
  checkpoint(position: Position, events: number): void {
    this.send();
    const { parks, rows } = this;
    this.parks = [];
    const later = rows.takeLater();
    this.enqueue(0, async () => {
      const runner = await this.session.transaction();
      for (const { event, error } of parks) await park(this.generation, runner, event, error);
      await recordLater(this.generation, runner, later);
      await this.generation.move(runner, this.written, position);
      const { pausing } = await recordCheckpoint(this.generation, runner, events);
      await this.session.commit();
      this.written = position;
      this.pausing = pausing;
    });
  }

  /** Waits for the last checkpoint; `through` as for `flow`. */
  async settle(through: Position): Promise<void> {
    await this.sent;
    if (this.failure) await this.recover(through);
  }

  /** Gives up what no checkpoint holds. */
  async abandon(): Promise<void> {
    this.failure ??= new Error('the rebuild stops here');
    await this.session.rollback();
    await this.sent;
    await this.session.rollback();
  }

  private async takeLearnt(event: StoredEvent, learnt: Promise<Learnt>): Promise<void> {
    let changes: readonly Change[];
    try {
      changes = changesIn(this.generation.projection, await learnt);
      this.rows.write(changes);
    } catch (error) {
      if (isConnectionFault(error)) throw error;
      return this.park(event, error as Error);
    }
    for (const change of changes) {
      // What was known for no time at all was never known.
      if (change.kind === 'close' && this.ofMoment.includes(change.eventId)) this.forget(change.eventId, change.at);
    }
    this.rows.apply(changes);
    for (const change of changes) if (change.kind === 'insert') this.ofMoment.push(change.row.eventId);
  }

  private park(event: StoredEvent, error: Error | null): void {
    this.parkedStreams.add(event.streamId);
    this.parks.push({ event, error });
  }

  private forget(eventId: string, at: string): void {
    this.send();
    this.enqueue(0, async () => {
      await this.generation.tables.forget(await this.session.transaction(), eventId, at);
    });
  }

  private send(): void {
    const { size } = this.rows;
    const copies = this.rows.takeRows();
    if (copies.length === 0) return;
    this.enqueue(size, async () => {
      for (const { statement, rows } of copies) for (const bytes of rows) await this.session.copy(statement, bytes);
    });
  }

  private enqueue(size: number, work: () => Promise<void>): void {
    this.sent = this.sent.then(async () => {
      if (this.failure) return;
      try {
        await work();
      } catch (error) {
        this.failure = error as Error;
      }
    });
    this.waiting.push({ size, sent: this.sent });
  }

  /** Reads again what came after the last checkpoint, slice by slice, to find what the database refuses. */
  private async recover(through: Position): Promise<void> {
    const { store, types } = this.generation;
    await this.discard();
    let slice: StoredEvent[] = [];
    for await (const event of store.readAll({ after: this.written, until: through, types })) {
      if (slice.push(event) < SLICE) continue;
      await this.takeSlice(slice, event.position);
      slice = [];
    }
    if (this.written === null || store.compare(this.written, through) < 0) await this.takeSlice(slice, through);
  }

  private async takeSlice(events: readonly StoredEvent[], to: Position, refused?: Error): Promise<void> {
    const reading = new Reading(this.generation);
    for (const event of events) {
      if (refused) this.park(event, this.parkedStreams.has(event.streamId) ? null : refused);
      else await this.take(reading.read(event));
    }
    this.checkpoint(to, 0);
    await this.sent;
    if (!this.failure) return;
    const error = await this.discard();
    if (events.length === 0 || refused) throw error;
    if (events.length === 1) return this.takeSlice(events, to, error);
    const half = Math.ceil(events.length / 2);
    await this.takeSlice(events.slice(0, half), events[half - 1]!.position);
    await this.takeSlice(events.slice(half), to);
  }

  /**
   * Rolls back to the last checkpoint.
   * @throws {Error} what went wrong, when it was not a row that the database refuses
   */
  private async discard(): Promise<Error> {
    const error = this.failure!;
    await this.session.rollback();
    if (!isRefusal(error)) throw error;
    this.failure = undefined;
    this.waiting = [];
    this.parks = [];
    this.rows.takeRows();
    this.rows.takeLater();
    await this.readParked();
    return error;
  }

  private async readParked(): Promise<void> {
    const { source, name, generation } = this.generation;
    const rows: { stream_id: string }[] = await source.query(
      'SELECT DISTINCT stream_id FROM rm.parked WHERE projection = $1 AND generation = $2',
      [name, generation],
    );
    this.parkedStreams = new Set(rows.map(({ stream_id: streamId }) => streamId));
  }
}

/** Data exceptions, integrity violations and limits (SQLSTATE classes 22, 23 and 54) come from a row; anything else would be so for every row. */
export function isRefusal(error: Error): boolean {
  const { code } = error as { code?: string };
  return !(error instanceof Fenced) && typeof code === 'string' && /^(22|23|54)/.test(code);
}
