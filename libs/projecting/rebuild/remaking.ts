import { sleep, type EventStore } from '@app/event-store';
import type { DataSource } from 'typeorm';
import { fitsOf, type Fitting } from '../fits.js';
import type { SubjectOfKind } from '../generation.js';
import type { Projection } from '../projection.js';
import type { RebuildProgress } from './progress.js';
import { rebuild, RebuildUnderWay, type RebuildOptions } from './rebuild.js';

/** Milliseconds between two looks at whether the code has outgrown what is live. */
const LOOK_EVERY = 3_000;
/** Milliseconds after which what went wrong is tried again, at most. */
const MOST_PAUSE = 60_000;

/** What is told of a remaking: that it begins, how far it is, that it is done, or that somebody paused it. */
export type Remade =
  | { readonly what: 'begun'; readonly outgrown: readonly Fitting[] }
  | { readonly what: 'progress'; readonly outgrown: readonly Fitting[]; readonly progress: RebuildProgress }
  | ({ readonly what: 'done' } & Ended)
  | ({ readonly what: 'paused' } & Ended);

interface Ended {
  readonly outgrown: readonly Fitting[];
  /** Events read. */
  readonly events: number;
  readonly seconds: number;
}

export interface RemakingOptions extends Pick<RebuildOptions, 'checkpointEvery'> {
  readonly onRemade?: (told: Remade) => void;
  readonly onFault?: (projections: readonly string[], error: unknown) => void;
}

/**
 * Rebuilds the projections whose live generation the code has outgrown, all of them from one scan of the store, beside what is read meanwhile. Never
 * the other way: a generation of a higher version than the code is left alone. One of the same version with other columns is remade unless this
 * program has seen it fit before: then a program of other code made it anew, and the two would go on undoing each other's work.
 */
export class Remaking {
  private readonly fitted = new Set<string>();
  /** Generations whose remaking somebody paused: by whom, this program does not know, and leaves it to them. */
  private readonly left = new Set<string>();

  constructor(
    private readonly source: DataSource,
    private readonly store: EventStore,
    private readonly projections: readonly Projection[],
    private readonly subjectOfKind: SubjectOfKind,
    private readonly options: RemakingOptions = {},
  ) {}

  /** Looks, and remakes, until the signal aborts; what is under way stops at its next checkpoint, and goes on from there by whoever comes next. */
  async run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      let outgrown: readonly Fitting[] = [];
      try {
        outgrown = await this.outgrown(this.projections);
        if (outgrown.length > 0) await this.remake(outgrown, signal);
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        // Another worker is at it, or somebody by hand: what is left to do is seen afterwards.
        if (!(error instanceof RebuildUnderWay)) {
          failures += 1;
          this.options.onFault?.(
            outgrown.map(({ name }) => name),
            error,
          );
        }
      }
      await sleep(Math.min(MOST_PAUSE, LOOK_EVERY * 2 ** failures), signal);
    }
  }

  private async outgrown(projections: readonly Projection[]): Promise<Fitting[]> {
    const fits = await fitsOf(this.source, projections);
    for (const { name, fit } of fits) if (fit === 'fits') this.fitted.add(name);
    return fits.filter(
      (fitting) =>
        !this.left.has(keyOf(fitting)) && (fitting.fit === 'older' || (fitting.fit === 'reshaped' && !this.fitted.has(fitting.name))),
    );
  }

  private async remake(seen: readonly Fitting[], signal: AbortSignal): Promise<void> {
    const { onRemade, checkpointEvery } = this.options;
    const begun = performance.now();
    let outgrown = seen;
    // Told once it is ours to do: several may see it at once.
    const still = async (projections: readonly Projection[]) => {
      outgrown = await this.outgrown(projections);
      if (outgrown.length > 0) onRemade?.({ what: 'begun', outgrown });
      return namedIn(projections, outgrown);
    };
    const onProgress = (progress: RebuildProgress) => onRemade?.({ what: 'progress', outgrown, progress });
    const options = { signal, still, onProgress, checkpointEvery };
    const { status, events } = await rebuild(this.source, this.store, namedIn(this.projections, seen), this.subjectOfKind, options);
    if (outgrown.length === 0 || (status === 'paused' && signal.aborted)) return;
    if (status === 'paused') for (const fitting of outgrown) this.left.add(keyOf(fitting));
    onRemade?.({ what: status, outgrown, events, seconds: (performance.now() - begun) / 1_000 });
  }
}

const namedIn = (projections: readonly Projection[], fittings: readonly Fitting[]): Projection[] =>
  projections.filter(({ name }) => fittings.some((fitting) => fitting.name === name));

const keyOf = ({ name, live }: Fitting): string => `${name} ${live?.generation}`;
