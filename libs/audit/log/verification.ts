import type { EventStore } from '@app/event-store';
import { sameBytes } from '../base/bytes.js';
import { HASH_BYTES, type Cryptography } from '../base/cryptography.js';
import { PACKED_BYTES } from '../entries/packed-entries.js';
import { GrowingTree } from '../merkle/growing-tree.js';
import { TILE_WIDTH, type Tile } from '../merkle/tiles.js';
import type { TreeHead } from '../merkle/verify.js';
import type { Trust } from '../notes/checkpoint.js';
import { AuditAlarm, type AlarmCode, type AlarmFacts } from './alarm.js';
import { firstDifference, LeafMaker } from './leaves.js';
import { openKept, trustOfKept } from './remembered.js';
import { pagesOf, type Page } from './walk.js';
import type { StoredLog, StoredPage } from './stored-log.js';

export interface Finding {
  readonly code: AlarmCode;
  readonly facts: AlarmFacts;
}

export interface Verification {
  /** Entries under the newest checkpoint. */
  readonly size: number;
  /** Events read, those that are not sealed yet included. */
  readonly events: number;
  /** Events that are not what was sealed. */
  readonly differing: number;
  readonly checkpoints: number;
  /** Checkpoints that were given from elsewhere. */
  readonly given: number;
  /** Empty when everything holds. In the order of the log, the first of each kind. */
  readonly findings: readonly Finding[];
}

export interface VerificationOptions {
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  readonly log: StoredLog;
  /** Whose signatures count: a key that did not come out of the database, with those it succeeded and that succeeded it. */
  readonly trust: Trust;
  readonly cryptography: Cryptography;
  /** Changes of key that were kept elsewhere. */
  readonly successions?: readonly string[];
  /** Signed checkpoints that were kept elsewhere. */
  readonly notes?: readonly string[];
  readonly onProgress?: (events: number, size: number) => void;
}

const PAGE_OF_CHECKPOINTS = 1_000;
/** Pages whose tiles are fetched at once, before they are due. */
const AHEAD = 16;

/** Makes every leaf of the log again from the events, and holds tiles, entries and every checkpoint against them. */
export async function verifyLog(options: VerificationOptions): Promise<Verification> {
  return new Verifier(options).run();
}

class Verifier {
  private readonly tree: GrowingTree;
  private readonly found = new Map<AlarmCode, AlarmFacts>();
  private differing = 0;
  private checkpoints = 0;
  /** Entries of the last checkpoint whose root was right. */
  private good = 0;
  private size = 0;
  private kept: TreeHead[] = [];
  private lastKept = 0;
  private exhausted = false;
  /** Stored pages, `AHEAD` of them, by the number of the first. */
  private readonly ahead = new Map<number, Promise<readonly StoredPage[]>>();
  private given: TreeHead[] = [];
  private trust: Trust;

  constructor(private readonly options: VerificationOptions) {
    this.tree = new GrowingTree(options.cryptography.sha256);
    this.trust = options.trust;
  }

  async run(): Promise<Verification> {
    const { store, log, onProgress, notes = [] } = this.options;
    const changes = await this.believe();
    const [state, latest] = await Promise.all([log.state(), log.latest()]);
    this.size = latest?.size ?? 0;
    if (state && state.size < this.size) this.find('CHECKPOINT_FORGED', { size: this.size, held: state.size });
    this.given = [...notes, ...changes].flatMap((note) => this.opened(note) ?? []).sort((a, b) => a.size - b.size);
    await this.checkHeads();
    const head = await store.head();
    const maker = new LeafMaker((eventIds) => log.nonces(eventIds));
    let events = 0;
    if (head !== null)
      for await (const page of pagesOf(store, maker, { until: head, limit: Number.MAX_SAFE_INTEGER })) {
        events += page.events.length;
        if (page.start < this.size) await this.page(page);
        onProgress?.(events, this.size);
      }
    if (events < this.size) this.find('STORE_SHORT', { size: this.size, held: events });
    else await this.compareEdge();
    const beyond = this.given.at(-1);
    if (beyond && beyond.size > this.size) this.find('LOG_SHORT', { size: beyond.size, held: this.size });
    const findings = [...this.found].map(([code, facts]) => ({ code, facts }));
    return { size: this.size, events, differing: this.differing, checkpoints: this.checkpoints, given: notes.length, findings };
  }

  /** From the key that is believed to all the keys of the log; their changes are checkpoints too. */
  private async believe(): Promise<readonly string[]> {
    const { log, trust, cryptography, successions = [] } = this.options;
    try {
      this.trust = { ...trust, ...(await trustOfKept(log, trust.origin, trust.log[0]!, cryptography, successions)) };
    } catch (error) {
      if (!(error instanceof AuditAlarm)) throw error;
      this.find(error.code, error.facts);
      return [];
    }
    return log.successions();
  }

  private async page(page: Page): Promise<void> {
    const width = Math.min(TILE_WIDTH, this.size - page.start);
    const index = page.start / TILE_WIDTH;
    const { hashes: tile, packed: bundle } = await this.storedPage(index);
    const here = Math.min(width, page.events.length);
    const hashes = page.hashes.subarray(0, here * HASH_BYTES);
    const bad = firstDifference(hashes, tile.subarray(0, hashes.length), HASH_BYTES);
    if (bad !== undefined) {
      this.find('EVENT_DIFFERS', { index: page.start + bad, eventId: page.events[bad]?.eventId });
      for (let at = bad; at < here; at++) if (!sameBytes(leaf(hashes, at), leaf(tile, at))) this.differing += 1;
    }
    const packed = page.packed.subarray(0, here * PACKED_BYTES);
    const strange = firstDifference(packed, bundle.subarray(0, packed.length), PACKED_BYTES);
    if (strange !== undefined && bad === undefined)
      this.find('ENTRY_DIFFERS', { index: page.start + strange, eventId: page.events[strange]!.eventId });
    // Once the events are known to be others, checkpoints are held against the tiles.
    await this.append(bad !== undefined && tile.length === width * HASH_BYTES ? tile : hashes);
  }

  /** Leaves and entries of a page as they are stored; those of the next pages are on their way. */
  private async storedPage(index: number): Promise<StoredPage> {
    const group = index - (index % AHEAD);
    for (const first of [group, group + AHEAD]) {
      if (this.ahead.has(first) || first * TILE_WIDTH >= this.size) continue;
      const fetched = this.options.log.pages(first, first + AHEAD - 1);
      // Whoever awaits it is told.
      fetched.catch(() => undefined);
      this.ahead.set(first, fetched);
    }
    this.ahead.delete(group - AHEAD);
    return (await this.ahead.get(group)!)[index - group]!;
  }

  /** Adds leaves, stopping at each checkpoint on the way. */
  private async append(hashes: Uint8Array): Promise<void> {
    const end = this.tree.size + hashes.length / HASH_BYTES;
    for (let from = 0; ;) {
      const next = await this.nextHead();
      const until = next && next.size <= end ? next.size : end;
      const to = from + (until - this.tree.size) * HASH_BYTES;
      if (to > from) await this.compareTiles(this.tree.append(hashes.subarray(from, to)));
      from = to;
      if (!next || next.size > end) return;
      await this.checkHeads();
    }
  }

  /** Every checkpoint over as many entries as the tree has now. */
  private async checkHeads(): Promise<void> {
    for (let next = await this.nextHead(); next && next.size === this.tree.size; next = await this.nextHead()) {
      if (sameBytes(next.root, this.tree.root())) this.good = next.size;
      else this.find('ROOT_DIFFERS', { size: next.size, from: this.good });
      if (this.kept[0] === next) this.kept.shift();
      else this.given.shift();
    }
  }

  /** The next checkpoint, kept or given, that is over as many entries as the tree or more. */
  private async nextHead(): Promise<TreeHead | undefined> {
    while (this.kept.length === 0 && !this.exhausted) {
      const page = await this.options.log.checkpointsAfter(this.lastKept, PAGE_OF_CHECKPOINTS);
      this.exhausted = page.length < PAGE_OF_CHECKPOINTS;
      if (page.length === 0) break;
      this.lastKept = page.at(-1)!.size;
      this.checkpoints += page.length;
      this.kept = page.flatMap(({ size, note }) => this.opened(note, size) ?? []);
    }
    const [kept, given] = [this.kept[0], this.given[0]];
    return kept && given ? (given.size < kept.size ? given : kept) : (kept ?? given);
  }

  private opened(note: string, size?: number): TreeHead | undefined {
    try {
      const head = openKept(note, this.trust, this.options.cryptography);
      if (size === undefined || head.size === size) return head;
      this.find('CHECKPOINT_FORGED', { size });
    } catch (error) {
      if (!(error instanceof AuditAlarm)) throw error;
      this.find(error.code, { size });
    }
    return undefined;
  }

  /** Full tiles above the leaves. */
  private async compareTiles(tiles: readonly Tile[]): Promise<void> {
    for (const { level, index, width, hashes } of tiles) {
      if (level === 0 || width < TILE_WIDTH) continue;
      if (!sameBytes(await this.options.log.readTile({ level, index, width }), hashes)) this.find('TILES_DIFFER', { size: this.size });
    }
  }

  /** The right edge: with it, every tile of the tree has been looked at. */
  private async compareEdge(): Promise<void> {
    if (this.size === 0) return;
    const { log, cryptography } = this.options;
    const resumed = await GrowingTree.resume(this.tree.head(), log, cryptography.sha256).catch(() => undefined);
    if (!resumed) this.find('TILES_DIFFER', { size: this.size });
  }

  private find(code: AlarmCode, facts: AlarmFacts): void {
    if (!this.found.has(code)) this.found.set(code, facts);
  }
}

const leaf = (hashes: Uint8Array, at: number) => hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
