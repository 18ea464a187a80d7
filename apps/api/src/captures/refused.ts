import { Problem, type FieldProblem } from '@app/http';
import { ActiveContent, MEDIA_TYPES, TooLarge, TypeRefused, type Finding } from '@app/locker';
import { findingsEn } from './findings.en.js';
import { findingsFr } from './findings.fr.js';

/** What a document that was not taken in is answered; undefined when it is no fault of the document. */
export function problemOfDocument(error: unknown): Problem | undefined {
  if (error instanceof TooLarge) return tooLarge(error.most);
  if (error instanceof TypeRefused)
    return new Problem(415, 'CAPTURE_TYPE_REFUSED', {
      found: error.found,
      declared: error.declared,
      offered: Object.keys(MEDIA_TYPES),
    });
  if (error instanceof ActiveContent)
    return new Problem(422, 'CAPTURE_ACTIVE', { mediaType: error.mediaType }, error.findings.map(fieldOf));
  return undefined;
}

/** The rest of the body is not waited for. */
export const tooLarge = (most: number) => new Problem(413, 'BODY_TOO_LARGE', { most }, [], { connection: 'close' });

const fieldOf = (finding: Finding): FieldProblem => ({
  field: 'body',
  value: finding,
  says: { fr: findingsFr[finding], en: findingsEn[finding] },
});
