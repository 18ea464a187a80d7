import { randomUUID } from 'node:crypto';
import { DELETED, NONE, type Log, type NewRecord } from './log.js';
import type { RecentIds } from './recent-ids.js';
import { isMetastream, isSoftDeleted, isTombstoned, metastreamOf, originalOf } from './stream-state.js';

/** What a stream must be: an exact last revision, or one of the server's marks. */
export const NO_STREAM = -1n;
export const ANY = -2n;
export const STREAM_EXISTS = -4n;

export type Outcome =
  | { readonly result: 'written' | 'already-written'; readonly revision: bigint; readonly position: bigint }
  | { readonly result: 'wrong-expected-version'; readonly actual: bigint }
  | { readonly result: 'stream-deleted' };

type Decision = { readonly decision: 'write'; readonly reopens: boolean } | { readonly decision: 'answer'; readonly outcome: Outcome };

/** The rules by which the server takes an append or a deletion (IndexWriter.CheckCommit and StorageWriterService of its public source). */
export class Writer {
  constructor(
    private readonly log: Log,
    private readonly recent: RecentIds,
  ) {}

  append(stream: string, expected: bigint, records: readonly NewRecord[]): Outcome {
    const decision = this.decide(
      stream,
      expected,
      records.map(({ id }) => id),
    );
    if (decision.decision === 'answer') return decision.outcome;
    const before = this.log.lastRevision(stream);
    // An empty append "succeeds" and leaves a stream that was not there as it was: not there.
    if (records.length === 0) return { result: 'written', revision: before, position: this.log.writeNothing(stream) };
    const original = originalOf(stream);
    const reopensOriginal = isMetastream(stream) && isSoftDeleted(this.log, original);
    const last = this.record(stream, records).at(-1)!;
    if (decision.reopens) this.reopen(stream, before + 1n);
    if (reopensOriginal) this.reopen(original, this.log.lastRevision(original) + 1n);
    return { result: 'written', revision: last.revision, position: last.position };
  }

  /** A soft delete writes `$tb`; a hard one writes `$streamDeleted`, and the name is lost for ever. */
  remove(stream: string, expected: bigint, hard: boolean): Outcome {
    const decision = this.decide(stream, expected, [randomUUID()]);
    if (decision.decision === 'answer') return decision.outcome;
    if (hard) {
      const record = json('$streamDeleted', new Uint8Array(), false);
      const [tombstone] = this.log.write(stream, [record], DELETED);
      return { result: 'written', revision: DELETED, position: tombstone!.position };
    }
    const metastream = metastreamOf(stream);
    if (this.log.lastRevision(stream) < 0n && this.log.lastRevision(metastream) < 0n)
      return { result: 'wrong-expected-version', actual: NONE };
    const [marker] = this.record(metastream, [json('$metadata', Buffer.from(`{"$tb":${DELETED}}`))]);
    return { result: 'written', revision: marker!.revision, position: marker!.position };
  }

  private decide(stream: string, expected: bigint, ids: readonly string[]): Decision {
    const current = this.log.lastRevision(stream);
    if (isTombstoned(this.log, stream)) return answer({ result: 'stream-deleted' });
    const softlyDeleted = isSoftDeleted(this.log, stream);
    if (expected === STREAM_EXISTS) {
      if (softlyDeleted) return answer({ result: 'stream-deleted' });
      if (current < 0n && this.log.lastRevision(metastreamOf(stream)) < 0n) return conflict(current);
    }
    if (expected === ANY || expected === STREAM_EXISTS) return this.seenLately(stream, ids, current, softlyDeleted);
    if (expected < current) return this.seenThere(stream, expected, ids, current, softlyDeleted);
    return expected > current ? conflict(current) : { decision: 'write', reopens: softlyDeleted };
  }

  /** Without an exact revision a repetition is known only from the ids in memory. */
  private seenLately(stream: string, ids: readonly string[], current: bigint, reopens: boolean): Decision {
    const seen = ids.map((id) => this.recent.revisionIn(stream, id));
    if (seen.length === 0 || seen[0] === undefined) return { decision: 'write', reopens };
    // Partly the same: neither a repetition nor something new.
    if (seen.includes(undefined)) return conflict(current);
    return answer({ result: 'already-written', ...this.where(stream, seen.at(-1)!) });
  }

  /** With an exact revision the stream itself tells: the same ids at the same numbers, whatever they carry and however old. */
  private seenThere(stream: string, expected: bigint, ids: readonly string[], current: bigint, softlyDeleted: boolean): Decision {
    const same = ids.findIndex((id, offset) => this.log.find(stream, expected + 1n + BigInt(offset))?.id !== id);
    if (ids.length > 0 && same === -1) return answer({ result: 'already-written', ...this.where(stream, expected + BigInt(ids.length)) });
    if (same === 0 && expected === NO_STREAM && softlyDeleted) return { decision: 'write', reopens: true };
    return conflict(current);
  }

  private where(stream: string, revision: bigint) {
    return { revision, position: this.log.find(stream, revision)?.position ?? -1n };
  }

  private record(stream: string, records: readonly NewRecord[]) {
    const written = this.log.write(stream, records);
    for (const { id, revision } of written) this.recent.remember(stream, id, revision);
    return written;
  }

  /** What was deleted stays out of sight: numbering goes on, readers start at the first new event. */
  private reopen(stream: string, from: bigint): void {
    const metastream = metastreamOf(stream);
    const now = JSON.parse(Buffer.from(this.log.of(metastream).at(-1)!.data).toString('utf8')) as object;
    this.record(metastream, [json('$metadata', Buffer.from(JSON.stringify({ ...now, $tb: Number(from) })))]);
  }
}

const answer = (outcome: Outcome): Decision => ({ decision: 'answer', outcome });
const conflict = (actual: bigint) => answer({ result: 'wrong-expected-version', actual });
const json = (type: string, data: Uint8Array, isJson = true): NewRecord => ({
  id: randomUUID(),
  type,
  isJson,
  data,
  metadata: new Uint8Array(),
});
