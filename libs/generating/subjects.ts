import type { Claim, CorrectionEvents, Occurred, Visibility } from '@app/kernel';
import type { DeskEvents } from '@domain/desk';
import type { TrainingEvents } from '@domain/employment';
import type { DirectAidEvents, ProgrammeEvents } from '@domain/funding';
import type { IndicatorEvents } from '@domain/indicators';
import type { LabelEvents } from '@domain/labels';
import type { LandEvents } from '@domain/land';
import type { ProjectEvents } from '@domain/projects';
import type { SiteEvents } from '@domain/sites';
import type { SourceEvents } from '@domain/sources';
import type { Day } from './calendar.js';

/** The events that each kind of subject may be told in: what is generated is checked against the domain by the compiler. */
export interface EventsByKind {
  source: SourceEvents;
  project: ProjectEvents;
  site: SiteEvents;
  programme: ProgrammeEvents;
  aid: DirectAidEvents;
  label: LabelEvents;
  training: TrainingEvents;
  indicator: IndicatorEvents;
  landaccount: LandEvents;
  request: DeskEvents;
}
export type Kind = keyof EventsByKind;

/** A subject and how far its stream has come. Only the life it belongs to, or the institution, holds it. */
export interface Subject<K extends Kind = Kind> {
  readonly kind: K;
  readonly id: string;
  readonly streamId: string;
  /** Revision of its next event. */
  revision: number;
}

export const subject = <K extends Kind>(kind: K, id: string): Subject<K> => ({ kind, id, streamId: `${kind}-${id}`, revision: 0 });

/** Of what is told beside the payload. */
export interface Manner {
  /** When it happened; absent when nobody says. */
  readonly on?: Day;
  /** Its date as it was told elsewhere, in place of `on`. */
  readonly occurred?: Occurred | null;
  readonly sources: readonly string[];
  readonly visibility?: Visibility;
  readonly reason?: string;
  readonly exception?: { readonly rule: string; readonly reason: string };
}

/** What was told, for those that come back to it. */
export interface Told {
  readonly eventId: string;
  readonly type: string;
  readonly data: object;
  readonly occurred: Occurred | null;
  readonly sources: readonly string[];
  readonly visibility: Visibility;
}

export type CorrectionData = CorrectionEvents & { ClaimRecorded: Claim };

/** What becomes of something: it asks for the day on which it is next written about. */
export type Life = Generator<Day, void, void>;
