import { dateFr } from '@app/kernel';
import type { BoundariesTold } from './boundaries.js';

/** « limites de 2026 (code officiel géographique) » : se lit à côté d’un chiffre. */
export function boundariesFr({ boundaries, drawnBy, edition, assumedBefore, hasUndated }: BoundariesTold): string {
  const code = `code officiel géographique ${edition}`;
  const source = { register: 'au registre', 'official-code': code, both: `au registre et au ${code}` }[drawnBy];
  const parts = [boundaries === 'today' ? `limites d’aujourd’hui (${source})` : `limites de l’époque (${source})`];
  if (assumedBefore) parts.push(`supposées inchangées avant le ${dateFr({ edtf: assumedBefore })}`);
  if (hasUndated) parts.push('membres sans date d’entrée supposés présents depuis toujours');
  return parts.join(', ');
}
