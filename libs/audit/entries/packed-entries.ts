import { fromHex, hex } from '../base/bytes.js';
import { ENTRY_VERSION, type LogEntry } from './log-entry.js';

/** Bytes of a packed entry: id, record time in microseconds since 1970, commitment. */
export const PACKED_BYTES = 56;
export const PACKED_TIME = 16;
export const PACKED_COMMITMENT = 24;

/** Entries in a third of their bytes: everything else in them is the same in all. */
export function packEntries(entries: readonly Omit<LogEntry, 'v'>[]): Uint8Array {
  const packed = new Uint8Array(entries.length * PACKED_BYTES);
  const view = new DataView(packed.buffer);
  for (const [index, { eventId, recordedAt, commitment }] of entries.entries()) {
    const at = index * PACKED_BYTES;
    packed.set(fromHex(eventId.replaceAll('-', '')), at);
    view.setBigUint64(at + PACKED_TIME, BigInt(Date.parse(`${recordedAt.slice(0, 19)}Z`)) * 1_000n + BigInt(recordedAt.slice(20, 26)));
    packed.set(fromHex(commitment), at + PACKED_COMMITMENT);
  }
  return packed;
}

/** The other way round, to the byte. */
export function unpackEntries(packed: Uint8Array): LogEntry[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  return Array.from({ length: packed.length / PACKED_BYTES }, (_, index) => {
    const at = index * PACKED_BYTES;
    const id = hex(packed.subarray(at, at + PACKED_TIME));
    const time = Number(view.getBigUint64(at + PACKED_TIME));
    const second = new Date(Math.floor(time / 1_000_000) * 1_000).toISOString().slice(0, 19);
    return {
      v: ENTRY_VERSION,
      eventId: `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`,
      recordedAt: `${second}.${String(time % 1_000_000).padStart(6, '0')}Z`,
      commitment: hex(packed.subarray(at + PACKED_COMMITMENT, at + PACKED_BYTES)),
    };
  });
}
