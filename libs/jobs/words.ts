import type { AnyJob, Said } from './job.js';
import type { Job } from './jobs.js';
import { errorsEn } from './words.en.js';
import { errorsFr } from './words.fr.js';

/** What came of a job, or what went wrong last, in words; undefined while there is nothing to say. */
export function outcomeOf(
  definition: AnyJob | undefined,
  { status, result, error }: Pick<Job, 'status' | 'result' | 'error'>,
): Said | undefined {
  if (status === 'done' && result) return definition?.done(result);
  if (!error) return undefined;
  const { code, facts } = error;
  const refusal = definition?.refusals && Object.hasOwn(definition.refusals, code) ? definition.refusals[code] : undefined;
  if (refusal) return refusal(facts as never);
  if (Object.hasOwn(errorsFr, code))
    return { fr: errorsFr[code as keyof typeof errorsFr](facts as never), en: errorsEn[code as keyof typeof errorsEn](facts as never) };
  return { fr: code, en: code };
}
