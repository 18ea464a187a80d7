import type { Language } from '@app/http';
import { outcomeOf, type Job, type Jobs } from '@app/jobs';
import { subjectOf } from '@app/kernel';
import type { ProjectionNow } from '@app/operations';

export const JOBS_PATH = '/api/v1/operations/jobs';

/** A job as it is answered. */
export function jobOnWire(job: Job, jobs: Jobs, language: Language): object {
  const { name, phase, error, ...rest } = job;
  const definition = jobs.definitions.get(name);
  return {
    job: name,
    title: definition?.title[language] ?? name,
    ...rest,
    phase: phase === null ? null : (definition?.phases?.[phase]?.[language] ?? phase),
    message: outcomeOf(definition, job)?.[language] ?? null,
    error: error && { code: error.code },
    href: `${JOBS_PATH}/${job.id}`,
  };
}

/** Where a projection stands, as it is answered. */
export function projectionOnWire({ lagEvents, lagSeconds, parked, ...rest }: ProjectionNow): object {
  const events = parked.events.map(({ eventId, streamId, ...event }) => {
    const { kind, id } = subjectOf(streamId);
    return { id: eventId, kind, subject: id, ...event };
  });
  return { ...rest, lag: lagEvents === null ? null : { events: lagEvents, seconds: lagSeconds }, parked: { count: parked.count, events } };
}
