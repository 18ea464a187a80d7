import { sleep, type EventStore, type Position, type StoredEvent } from '@app/event-store';
import type { Cryptography } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';
import { GrowingTree } from '../merkle/growing-tree.js';
import { TILE_WIDTH } from '../merkle/tiles.js';
import { signCheckpoint, type Trust } from '../notes/checkpoint.js';
import { signSuccession } from '../notes/succession.js';
import { formatVerifierKey } from '../notes/verifier-key.js';
import type { SigningKey } from '../node/signing-key.js';
import { AuditAlarm } from './alarm.js';
import { LeafMaker } from './leaves.js';
import type { CheckpointMemory } from './memory.js';
import { openKept, trustOfKept, verifyRemembered } from './remembered.js';
import type { LogState } from './stored-log.js';
import { comparePage, findLog, pagesOf } from './walk.js';
import { changedBundles, LogFenced, type ChangedBundle, type Sealed, type WrittenLog } from './written-log.js';

/** Entries between two checkpoints, at most. */
const MOST_EVENTS = 1_000;
/** Batches that are written at once by a sealer that has many before it. */
const WRITTEN_TOGETHER = 4;
/** Milliseconds between two checkpoints while events come one by one. */
const EVERY = 1_000;
/** A log that rang is looked at again after so many times the pace of checkpoints. */
const AFTER_ALARM = 5;

export interface SealerOptions {
  readonly store: Pick<EventStore, 'readAll' | 'head' | 'mark' | 'compare'>;
  readonly log: WrittenLog;
  readonly origin: string;
  readonly signer: SigningKey;
  readonly cryptography: Cryptography;
  readonly memory: CheckpointMemory;
  /** Signed checkpoints that sinks outside still hold: each must fit. */
  readonly recall?: () => Promise<readonly string[]>;
  /** Milliseconds between two checkpoints while events come one by one; 1,000. */
  readonly every?: number;
  readonly onAlarm?: (alarm: AuditAlarm) => void;
  readonly onFault?: (error: unknown) => void;
}

/** What the sealer holds while it carries the log on. */
interface Edge {
  readonly tree: GrowingTree;
  position: Position | null;
  mark: string | null;
  bundle: ChangedBundle | undefined;
  /** Batches that are signed, to be written together. */
  sealed: Sealed[];
  /** The last of them on their way into the tables: the next are read and hashed meanwhile. */
  writing: Promise<void>;
}

/**
 * Reads the store in order and carries the log on: leaves, tiles, and a signed checkpoint each second or each 1,000 events. Nothing is signed
 * that does not grow out of what was signed before, here or in what sinks outside hold: then it rings, and waits.
 */
export class Sealer {
  private readonly maker: LeafMaker;
  /** The next tile to be held against its events. */
  private patrolled = 0;

  constructor(private readonly options: SealerOptions) {
    const { log, signer } = options;
    const nonces = async (eventIds: readonly string[]) => {
      const kept = await log.nonces(eventIds);
      return new Map(eventIds.map((id) => [id, kept.get(id) ?? signer.nonceFor(id)]));
    };
    // Only a log that is behind takes a second core: those who append need it.
    this.maker = new LeafMaker(nonces, { from: MOST_EVENTS });
  }

  /** Until the signal aborts; lets the batch under way end. */
  async run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      try {
        await this.carryOn(signal, () => (failures = 0));
      } catch (error) {
        if (signal.aborted) return;
        await this.failed(error, (failures += 1), signal);
      }
    }
  }

  /**
   * Hands the log over to another key, once everything that is recorded is sealed and fits what was signed before. Nobody else may carry it on meanwhile.
   * @returns the note that both keys signed: whoever believes one of them can go on to the other
   * @throws {AuditAlarm} when the log does not agree
   * @throws {LogFenced} when somebody else carried it on
   * @throws {RangeError} when the key is, or was, the log's, or bears another name
   */
  async handOver(to: SigningKey): Promise<string> {
    const { log, origin, signer, cryptography } = this.options;
    const edge = await this.takeUp();
    const { log: keys } = await trustOfKept(log, origin, signer.key, cryptography);
    if (to.key.name !== signer.key.name) throw new RangeError(`the new key is of ${to.key.name}, not of ${signer.key.name}`);
    if (keys.some((key) => formatVerifierKey(key) === formatVerifierKey(to.key)))
      throw new RangeError('the new key is, or was, that of the log');
    await this.sealAll(edge, new AbortController().signal);
    const note = signSuccession({ origin, ...edge.tree.head() }, signer, to);
    await log.handOver(edge.tree.size, formatVerifierKey(signer.key), formatVerifierKey(to.key), note);
    return note;
  }

  private async failed(error: unknown, failures: number, signal: AbortSignal): Promise<void> {
    const { log, onAlarm, onFault } = this.options;
    if (error instanceof LogFenced) return sleep(50 + Math.random() * 100, signal);
    if (!(error instanceof AuditAlarm)) {
      onFault?.(error);
      return sleep(Math.min(10_000, 50 * 2 ** failures), signal);
    }
    await log.raise(error.code, error.facts).catch((fault: unknown) => onFault?.(fault));
    onAlarm?.(error);
    await sleep(AFTER_ALARM * (this.options.every ?? EVERY), signal);
  }

  private async carryOn(signal: AbortSignal, onDone: () => void): Promise<void> {
    const edge = await this.takeUp();
    await this.options.log.clearAlarm();
    while (!signal.aborted) {
      const began = performance.now();
      await this.sealAll(edge, signal);
      await this.patrol(edge.tree.size);
      onDone();
      await sleep(Math.max(0, (this.options.every ?? EVERY) - (performance.now() - began)), signal);
    }
  }

  /** Takes the log up where it stands, once it agrees with its signed head, with the store, and with what was signed before. */
  private async takeUp(): Promise<Edge> {
    const { log, origin, signer, cryptography, store } = this.options;
    const state = await log.begin(origin, formatVerifierKey(signer.key));
    if (state.origin !== origin || state.verifier !== formatVerifierKey(signer.key)) throw new AuditAlarm('KEY_DIFFERS');
    const trust = await trustOfKept(log, origin, signer.key, cryptography);
    const tree = await this.signedTree(state, trust);
    let { position, mark } = state;
    if (position !== null && (await store.mark(position)) !== mark) {
      // Another store, or the same put back: either it holds, event by event, what was sealed, or it rings.
      const found = await findLog(store, log, this.maker, state.size);
      await log.relocate(state.size, found.position, found.mark, found.afters);
      ({ position, mark } = found);
    }
    if (state.alarm?.facts.index !== undefined) await this.patrol(state.size, Math.floor(state.alarm.facts.index / TILE_WIDTH));
    const notes = [await this.options.memory.last(), ...((await this.options.recall?.()) ?? [])];
    for (const note of notes)
      if (note !== undefined)
        await verifyRemembered(openKept(note, trust, cryptography), {
          store,
          log,
          maker: this.maker,
          head: tree.head(),
          position,
          cryptography,
        });
    const held = state.size % TILE_WIDTH;
    const index = Math.floor(state.size / TILE_WIDTH);
    const bundle = held > 0 ? await log.packedBundle(index) : undefined;
    return { tree, position, mark, bundle: bundle && { index, ...bundle }, sealed: [], writing: Promise.resolve() };
  }

  private async signedTree({ size }: LogState, trust: Trust): Promise<GrowingTree> {
    const { log, cryptography } = this.options;
    const latest = await log.latest();
    if ((latest?.size ?? 0) !== size) throw new AuditAlarm('CHECKPOINT_FORGED', { size: latest?.size ?? 0, held: size });
    if (!latest) return new GrowingTree(cryptography.sha256);
    const head = openKept(latest.note, trust, cryptography);
    if (head.size !== size) throw new AuditAlarm('CHECKPOINT_FORGED', { size: head.size, held: size });
    try {
      return await GrowingTree.resume(head, log, cryptography.sha256);
    } catch (error) {
      throw error instanceof VerificationError ? new AuditAlarm('TILES_DIFFER', { size }, { cause: error }) : error;
    }
  }

  /** Everything that the store holds now. */
  private async sealAll(edge: Edge, signal: AbortSignal): Promise<void> {
    const { store } = this.options;
    // Before anything is read: a store that was put back may hold other events at the same positions.
    if (edge.position !== null && (await store.mark(edge.position)) !== edge.mark) throw new LogFenced();
    const head = await store.head();
    if (head === null || (edge.position !== null && store.compare(edge.position, head) >= 0)) return;
    let batch: StoredEvent[] = [];
    for await (const event of store.readAll({ after: edge.position, until: head })) {
      if (signal.aborted) return edge.writing;
      if (batch.push(event) < MOST_EVENTS) continue;
      await this.seal(edge, batch);
      batch = [];
    }
    if (batch.length > 0) await this.seal(edge, batch);
    await this.write(edge);
    await edge.writing;
  }

  private async seal(edge: Edge, events: readonly StoredEvent[]): Promise<void> {
    const { origin, signer } = this.options;
    const { packed, hashes, nonces } = await this.maker.of(events);
    const from = edge.tree.size;
    const tiles = edge.tree.append(hashes);
    const positions = events.map(({ position }) => position);
    const bundles = changedBundles(from, edge.bundle, packed, positions, edge.position);
    const note = signCheckpoint({ origin, ...edge.tree.head() }, signer);
    const { position, eventId: mark } = events.at(-1)!;
    edge.sealed.push({ from, size: edge.tree.size, position, mark, tiles, bundles, nonces, note });
    [edge.position, edge.mark] = [position, mark];
    edge.bundle = edge.tree.size % TILE_WIDTH > 0 ? bundles.at(-1) : undefined;
    if (edge.sealed.length === WRITTEN_TOGETHER) await this.write(edge);
  }

  /** Sends what is signed on its way, behind what was before it. */
  private async write(edge: Edge): Promise<void> {
    const { log, memory, signer } = this.options;
    const { sealed } = edge;
    if (sealed.length === 0) return;
    edge.sealed = [];
    await edge.writing;
    // First where no backup of the database reaches: what is remembered and not stored is sealed again, to the same root.
    edge.writing = memory.remember(sealed.at(-1)!.note).then(() => log.seal(sealed, formatVerifierKey(signer.key)));
    // Whoever awaits it is told; until then nobody is.
    edge.writing.catch(() => undefined);
  }

  /** Holds one tile after the other against its events, over and over: what was changed in place is found without anybody asking. */
  private async patrol(size: number, tile?: number): Promise<void> {
    const { log, store } = this.options;
    if (size === 0) return;
    const index = tile ?? this.patrolled % Math.ceil(size / TILE_WIDTH);
    const bundle = await log.packedBundle(index);
    if (!bundle) throw new AuditAlarm('TILES_DIFFER', { size });
    const start = index * TILE_WIDTH;
    const limit = Math.min(TILE_WIDTH, size - start);
    let held = 0;
    for await (const page of pagesOf(store, this.maker, { start, after: bundle.after, limit })) {
      await comparePage(log, size, page, bundle);
      held += page.events.length;
    }
    if (held < limit) throw new AuditAlarm('STORE_SHORT', { size, held: start + held });
    if (tile === undefined) this.patrolled = index + 1;
  }
}
