import 'reflect-metadata';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsOptional } from 'class-validator';
import { subjectOfKind } from '@app/domain';
import { job, JobRefused, type JobContext } from '@app/jobs';
import { liveGeneration, rebuild, type Projection, type RebuildPhase, type RebuildProgress } from '@app/projecting';
import { readModelProjections } from '@app/runtime';

const names = readModelProjections.map(({ name }) => name);

export class RebuildPayload {
  /** Absent: all. */
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @ArrayUnique() @IsIn(names, { each: true }) projections?: string[];
  /** Begins again although an interrupted rebuild could go on. */
  @IsOptional() @IsBoolean() restart?: boolean;
}

interface Rebuilt {
  readonly projections: readonly string[];
  /** Events read, those of the runs before included. */
  readonly events: number;
  /** Events that need not be read again, because an earlier run had read them. */
  readonly resumedAt: number;
}

/** Each projection's live generation before the job began: one that is further on by now is done. */
interface Before {
  readonly generations: Readonly<Record<string, number>>;
  /** The new generations are there: from now on they are gone on with, even if a restart was asked for. */
  readonly begun: boolean;
}

/** Reading is most of it; what comes after cannot be measured. */
const SHARE: Readonly<Record<RebuildPhase, number>> = {
  reading: 0,
  indexing: 0.8,
  'catching-up': 0.95,
  swapping: 0.99,
  done: 1,
  paused: 0,
};

export const rebuildJob = job<RebuildPayload, Rebuilt, Before>({
  name: 'rebuild',
  title: { fr: 'Reconstruction des modèles de lecture', en: 'Rebuild of the read models' },
  payload: RebuildPayload,
  key: (payload) => chosen(payload).join(' '),
  queue: 'rebuild',
  phases: {
    reading: { fr: 'lecture', en: 'reading' },
    indexing: { fr: 'index', en: 'indexing' },
    'catching-up': { fr: 'rattrapage', en: 'catching up' },
    swapping: { fr: 'mise en service', en: 'swapping' },
  },
  refusals: {
    REBUILD_PAUSED: () => ({
      fr: 'Mise en pause par « rebuild --pause ». Demandez-la de nouveau : elle reprendra où elle en était.',
      en: 'Paused by "rebuild --pause". Ask for it again: it goes on from where it was.',
    }),
  },
  done: ({ projections, events, resumedAt }) => ({
    fr: `Reconstruit : ${projections.join(', ')} (${events} événements${resumedAt > 0 ? `, repris à ${resumedAt}` : ''}).`,
    en: `Rebuilt: ${projections.join(', ')} (${events} events${resumedAt > 0 ? `, resumed at ${resumedAt}` : ''}).`,
  }),
  run: async (payload, context) => {
    const { readModels, eventStore } = context.tools;
    const asked = readModelProjections.filter(({ name }) => chosen(payload).includes(name));
    const before = context.memory ?? { generations: await liveGenerations(asked, context), begun: false };
    if (!context.memory) await context.remember(before);
    const live = await liveGenerations(asked, context);
    const left = asked.filter(({ name }) => live[name]! <= before.generations[name]!);
    const rebuilt = { projections: chosen(payload), events: 0, resumedAt: 0 };
    if (left.length === 0) return rebuilt;
    let begun = before.begun;
    const onProgress = ({ phase, events, total, secondsLeft }: RebuildProgress) => {
      // One that was taken over stops at its next checkpoint.
      if (!begun) void context.remember({ ...before, begun: (begun = true) }).catch(() => undefined);
      const reading = total === null ? null : (SHARE.indexing * events) / Math.max(1, total);
      context.progress(phase === 'reading' ? reading : SHARE[phase], phase, secondsLeft);
    };
    const options = { onProgress, restart: payload.restart === true && !before.begun, signal: context.signal };
    const { status, events, resumedAt } = await rebuild(readModels, eventStore, left, subjectOfKind, options);
    if (status === 'done') return { ...rebuilt, events, resumedAt };
    context.signal.throwIfAborted();
    throw new JobRefused('REBUILD_PAUSED');
  },
});

const chosen = ({ projections: asked }: RebuildPayload): string[] => [...(asked ?? names)].sort();

async function liveGenerations(asked: readonly Projection[], { tools }: JobContext<Before>): Promise<Record<string, number>> {
  const generations: Record<string, number> = {};
  for (const projection of asked)
    generations[projection.name] = (await liveGeneration(tools.readModels, tools.eventStore, projection, subjectOfKind)).generation;
  return generations;
}
