import { createHash } from 'node:crypto';

/** What the first entry follows. */
export const ORIGIN = '0'.repeat(64);

/**
 * The hash of an entry, which holds all that came before it: whoever kept one hash of the trail sees whether what it stood for is still there.
 * @param text the entry as it is stored, byte for byte
 */
export function chained(before: string, position: number, recordedAt: string, text: string): string {
  return createHash('sha256').update(`palimpseste/trail/1\n${before}\n${position}\n${recordedAt}\n${text}`).digest('hex');
}
