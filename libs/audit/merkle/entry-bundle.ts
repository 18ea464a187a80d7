import { VerificationError } from '../base/verification-error.js';
import { TILE_WIDTH } from './tiles.js';

/** What a length of two bytes can say. */
export const MAX_ENTRY_BYTES = 65_535;
const LENGTH_BYTES = 2;

/**
 * Entries as they are served: each behind its length, a big-endian uint16 (C2SP tlog-tiles).
 * @throws {RangeError} for no entry, more than 256, or one of more than 65,535 bytes
 */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length < 1 || entries.length > TILE_WIDTH)
    throw new RangeError(`a bundle holds 1 to ${TILE_WIDTH} entries, not ${entries.length}`);
  const bundle = new Uint8Array(entries.reduce((sum, entry) => sum + LENGTH_BYTES + entry.length, 0));
  let offset = 0;
  for (const [index, entry] of entries.entries()) {
    if (entry.length > MAX_ENTRY_BYTES)
      throw new RangeError(`entry ${index} of the bundle has ${entry.length} bytes, more than ${MAX_ENTRY_BYTES}`);
    bundle[offset] = entry.length >>> 8;
    bundle[offset + 1] = entry.length & 0xff;
    bundle.set(entry, offset + LENGTH_BYTES);
    offset += LENGTH_BYTES + entry.length;
  }
  return bundle;
}

/**
 * The entries of a bundle, as views into it.
 * @throws {VerificationError} `BUNDLE_MALFORMED` when it ends inside an entry, or holds none or more than 256
 */
export function decodeEntryBundle(bundle: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let offset = 0; offset < bundle.length;) {
    const start = offset + LENGTH_BYTES;
    const end = start + (bundle[offset]! << 8) + (bundle[offset + 1] ?? 0);
    if (start > bundle.length || end > bundle.length)
      throw new VerificationError('BUNDLE_MALFORMED', `the bundle ends inside its entry ${entries.length}, at byte ${bundle.length}`);
    entries.push(bundle.subarray(start, end));
    offset = end;
  }
  if (entries.length < 1 || entries.length > TILE_WIDTH)
    throw new VerificationError('BUNDLE_MALFORMED', `the bundle holds ${entries.length} entries; 1 to ${TILE_WIDTH} are possible`);
  return entries;
}
