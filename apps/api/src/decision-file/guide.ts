import { DECISION_FILE, PARTS, type FileMaterial } from '@app/audit';
import { guideEn } from './guide.en.js';
import type { GuideFacts } from './guide.facts.js';
import { guideFr } from './guide.fr.js';

/** The page in a decision file that says what it is and how to check it, in French and then in English. */
export function guideOf({ about }: Pick<FileMaterial, 'about'>, key: string): string {
  const { subject, log, audience } = about;
  const facts: GuideFacts = {
    // Whoever names a subject writes no Markdown here.
    subject: (subject.name ?? subject.id).replace(/[\s`<>|#*_[\]]+/g, ' ').trim(),
    origin: log.origin,
    key,
    size: log.size,
    isPublic: audience === 'public',
    form: DECISION_FILE,
    parts: PARTS,
  };
  return `${guideFr(facts)}\n---\n\n${guideEn(facts)}`;
}
