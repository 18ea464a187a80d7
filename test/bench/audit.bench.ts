import { encodeLogEntry, GrowingTree, LeafMaker, nodeCryptography, TreeHasher } from '@app/audit';
import type { StoredEvent } from '@app/event-store';
import { hash } from 'node:crypto';
import { auditStoreBench } from './audit-store.bench.js';
import { compare, type BenchEntry } from './compare.js';
import { some, type BenchOptions } from './options.js';
import { sampleEvent } from './sample.js';
import { noncedEvent, sameBytesHashed } from './sealed-store.js';

const LEAVES = 1_000_000;
/** Entries between two checkpoints. */
const BATCH = 1_000;

/**
 * The log's tree: entries hashed and appended, a root for each checkpoint, against as many bare calls of Node's quickest SHA-256 on messages of
 * the same lengths, whose results nobody keeps.
 */
export async function auditBench(url: string, options: BenchOptions): Promise<BenchEntry[]> {
  const batches = some(LEAVES, options) / BATCH;
  const entries = Array.from({ length: BATCH }, (_, revision) => sampleEntry(revision));
  const leaf = new Uint8Array(1 + entries[0]!.length);
  const node = new Uint8Array(65);
  const leaves = batches * BATCH;
  const tree = await compare({
    name: 'audit log, leaves hashed and appended, a root each 1000',
    unit: 'leaves/s',
    target: 0.5,
    rounds: some(5, options),
    async ours(timed) {
      const hasher = new TreeHasher(nodeCryptography.sha256);
      const grown = new GrowingTree(nodeCryptography.sha256);
      await timed(async () => {
        for (let batch = 0; batch < batches; batch++) {
          grown.append(hasher.leaves(entries));
          grown.root();
        }
      });
      return leaves;
    },
    async raw(timed) {
      await timed(async () => {
        for (let index = 0; index < leaves; index++) {
          leaf[1] = node[1] = index;
          hash('sha256', leaf, 'binary');
          hash('sha256', node, 'binary');
        }
      });
      return leaves;
    },
  });
  return [tree, await eventsBench(options), ...(await auditStoreBench(url, options))];
}

/**
 * What sealing is besides reading and writing: of events in memory, salted commitments, entries, leaves, and a root each 1000, against SHA-256 of
 * the same bytes in as many calls, in one thread.
 */
function eventsBench(options: BenchOptions): Promise<BenchEntry> {
  const events = Array.from({ length: BATCH }, (_, revision) => storedEvent(revision));
  const batches = some(200, options);
  return compare({
    name: 'audit log, events in memory sealed, against SHA-256 of the same bytes',
    unit: 'events/s',
    target: 0.5,
    rounds: some(5, options),
    async ours(timed) {
      const maker = new LeafMaker(async () => new Map());
      const tree = new GrowingTree(nodeCryptography.sha256);
      await timed(async () => {
        for (let batch = 0; batch < batches; batch++) {
          tree.append((await maker.of(events)).hashes);
          tree.root();
        }
      });
      return batches * BATCH;
    },
    async raw(timed) {
      await timed(async () => {
        for (let batch = 0; batch < batches; batch++) for (const { data, meta } of events) sameBytesHashed(data, meta);
      });
      return batches * BATCH;
    },
  });
}

const storedEvent = (revision: number): StoredEvent => ({
  ...noncedEvent(),
  streamId: 'site-bench',
  revision,
  position: String(revision + 1),
  recordedAt: '2026-01-02T03:04:05.123456Z',
});

function sampleEntry(revision: number): Uint8Array {
  const event = { ...sampleEvent(), streamId: 'site-bench', revision, recordedAt: '2026-01-02T03:04:05.123456Z' };
  return encodeLogEntry(event, new Uint8Array(16), nodeCryptography.sha256);
}
