import { formatTlogProof, GrowingTree, nodeCryptography, signCheckpoint, SigningKey, StoredTree, TreeHasher, type Tile } from '@app/audit';
import { newEventId } from '@app/kernel';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { compare, type BenchEntry } from './compare.js';
import { some, type BenchOptions } from './options.js';
import { noncedEvent, SealedStore } from './sealed-store.js';
import { owned } from '../support/children.js';

const LEAVES = 1_000_000;
/** Milliseconds between two looks at how far the log is. */
const LOOK_EVERY = 20;
const PROOFS = 2_000;

/** The log over a store in PostgreSQL: sealing and verification against reading the same events and hashing the same bytes, proofs, appends. */
export async function auditStoreBench(url: string, options: BenchOptions): Promise<BenchEntry[]> {
  const sealed = await SealedStore.with(url, options.events);
  try {
    const rounds = some(3, options);
    const raw = (timed: <T>(run: () => Promise<T>) => Promise<T>) => timed(() => sealed.rawHashes());
    const entries = [
      await compare({
        name: 'audit log, events of a store sealed, against reading them and hashing as many bytes',
        unit: 'events/s',
        target: 0.5,
        rounds,
        raw,
        async ours(timed) {
          await sealed.forget();
          await timed(() => sealed.seal());
          return sealed.events;
        },
      }),
      await compare({
        name: 'audit log, verified against its store, against reading it and hashing as many bytes',
        unit: 'events/s',
        target: 0.5,
        rounds,
        raw,
        async ours(timed) {
          await timed(() => sealed.verify());
          return sealed.events;
        },
      }),
      await appends(sealed, 1, options),
      await appends(sealed, 16, options),
    ];
    return [...entries, ...(await proofs(sealed, options))];
  } finally {
    await sealed.close();
  }
}

/**
 * Appends while a program beside carries the log on, against the same while it stands still. One program for all rounds, as in use: one that has
 * just begun takes three times as long for an event.
 */
async function appends({ store, url, log }: SealedStore, clients: number, options: BenchOptions): Promise<BenchEntry> {
  const each = some(clients === 1 ? 3_000 : 400, options);
  const append = async (timed: <T>(run: () => Promise<T>) => Promise<T>) => {
    await timed(() =>
      Promise.all(
        Array.from({ length: clients }, async () => {
          const streamId = `site-${newEventId()}`;
          for (let revision = 0; revision < each; revision++)
            await store.append([{ streamId, expected: revision === 0 ? 'none' : revision - 1, events: [noncedEvent()] }]);
        }),
      ),
    );
    return clients * each;
  };
  const program = owned(
    spawn(process.execPath, [fileURLToPath(new URL('sealing.program.js', import.meta.url)), url], { stdio: 'inherit' }),
  );
  // What was recorded without it is taken in before anything is timed.
  const caughtUp = async () => {
    program.kill('SIGCONT');
    while (((await log.state())?.size ?? 0) < Number(await store.head())) await delay(LOOK_EVERY);
  };
  try {
    return await compare({
      name: `audit log, appends while it is kept against without, ${clients === 1 ? '1 client' : `${clients} clients`}`,
      unit: 'appends/s',
      target: 0.97,
      rounds: some(9, options),
      async ours(timed) {
        await caughtUp();
        return append(timed);
      },
      async raw(timed) {
        await caughtUp();
        program.kill('SIGSTOP');
        return append(timed);
      },
    });
  } finally {
    program.kill('SIGCONT');
    program.kill('SIGTERM');
    await once(program, 'exit');
  }
}

/** Inclusion proofs from a large tree whose tiles lie in PostgreSQL, each asked for alone, against reading three rows of that size. */
async function proofs({ readModels, log, forget }: SealedStore, options: BenchOptions): Promise<BenchEntry[]> {
  await forget.call({ readModels });
  const leaves = some(LEAVES, options);
  const tree = new GrowingTree(nodeCryptography.sha256);
  const entry = new TreeHasher(nodeCryptography.sha256).leaf(Buffer.from('{"commitment":"…"}'));
  const batch = new Uint8Array(32 * 1_000);
  for (let at = 0; at < 1_000; at++) batch.set(entry, at * 32);
  for (let made = 0; made < leaves; made += 1_000) await store(tree.append(batch));
  const asked = some(PROOFS, options);
  const indexes = Array.from({ length: asked }, () => Math.floor(Math.random() * leaves));
  let bytes = 0;
  const signer = SigningKey.fromSeed('bench.example/journal', Buffer.alloc(32, 1));
  const checkpoint = signCheckpoint({ origin: signer.key.name, ...tree.head() }, signer);
  const proving = await compare({
    name: 'audit log, proof files of entries among 1000000',
    unit: 'proofs/s',
    target: 0.3,
    rounds: some(5, options),
    async ours(timed) {
      await timed(async () => {
        for (const index of indexes) {
          const hashes = await new StoredTree(leaves, log, nodeCryptography.sha256).inclusionProof(index);
          bytes = formatTlogProof({ index, hashes, checkpoint }).length;
        }
      });
      return asked;
    },
    async raw(timed) {
      await timed(async () => {
        for (const index of indexes)
          await Promise.all(
            [0, 1, 2].map((level) =>
              readModels.query('SELECT hashes FROM audit.tile WHERE level = $1 AND index = $2', [
                level,
                Math.floor(index / 256 ** (level + 1)),
              ]),
            ),
          );
      });
      return asked;
    },
  });
  // A hash for each height in base64, its line, the head of the file and the checkpoint.
  const least = Math.floor(Math.log2(leaves)) * 45 + checkpoint.length + 40;
  const size = {
    name: 'audit log, bytes of such a file',
    value: bytes,
    unit: 'bytes',
    reference: least,
    ratio: Number((least / bytes).toFixed(3)),
    target: 0.9,
  };
  return [proving, size];

  async function store(tiles: readonly Tile[]): Promise<void> {
    for (const { level, index, width, hashes } of tiles)
      await readModels.query(
        `INSERT INTO audit.tile (level, index, width, hashes) VALUES ($1, $2, $3, $4)
         ON CONFLICT (level, index) DO UPDATE SET width = excluded.width, hashes = excluded.hashes`,
        [level, index, width, Buffer.from(hashes)],
      );
  }
}
