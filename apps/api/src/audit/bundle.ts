import { encodeEntryBundle, formatLogEntry, type Bundle } from '@app/audit';

/** The first `width` entries of a bundle as C2SP tlog-tiles serves them; undefined when there are fewer. */
export const bundleBytes = (bundle: Bundle | undefined, width: number): Uint8Array | undefined =>
  bundle && bundle.entries.length >= width ? encodeEntryBundle(bundle.entries.slice(0, width).map(formatLogEntry)) : undefined;
