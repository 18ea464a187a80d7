import { utf8 } from '../base/bytes.js';

const TIME_BYTES = 8;

/** What a witness signs (C2SP tlog-cosignature, cosignature/v1): the time and the whole text of the checkpoint. */
export const cosignatureMessage = (checkpoint: string, at: number): Uint8Array => utf8(`cosignature/v1\ntime ${at}\n${checkpoint}`);

/**
 * A cosignature's time, in seconds since 1970, and its Ed25519 signature. Undefined when it is too short for both, or its time is beyond what a
 * number holds (285 million years from now).
 */
export function splitCosignature(bytes: Uint8Array): { readonly at: number; readonly signature: Uint8Array } | undefined {
  if (bytes.length <= TIME_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = view.getUint32(0) * 2 ** 32 + view.getUint32(4);
  return Number.isSafeInteger(at) ? { at, signature: bytes.subarray(TIME_BYTES) } : undefined;
}
