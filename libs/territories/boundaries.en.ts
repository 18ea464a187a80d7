import { dateEn } from '@app/kernel';
import type { BoundariesTold } from './boundaries.js';

export function boundariesEn({ boundaries, drawnBy, edition, assumedBefore, hasUndated }: BoundariesTold): string {
  const code = `official geographic code ${edition}`;
  const source = { register: 'as registered', 'official-code': code, both: `as registered and ${code}` }[drawnBy];
  const parts = [boundaries === 'today' ? `today’s boundaries (${source})` : `boundaries of the time (${source})`];
  if (assumedBefore) parts.push(`assumed unchanged before ${dateEn({ edtf: assumedBefore })}`);
  if (hasUndated) parts.push('members without a date of entry assumed to have always been in');
  return parts.join(', ');
}
