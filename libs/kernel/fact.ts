import type { Occurred } from './occurred.js';
import type { Visibility } from './visibility.js';

/** A map from event type to payload: `interface SiteEvents { SiteClosed: { jobsLost: Figure } }`. */
export type EventMap = object;

/** What a decider says happened. `occurred` is the command's own unless the decider dates it otherwise (null: the source does not say). */
export type Fact<Events extends EventMap = Record<string, object>> = {
  [Type in keyof Events & string]: {
    readonly type: Type;
    readonly data: Events[Type];
    readonly occurred?: Occurred | null;
    readonly visibility?: Visibility;
  };
}[keyof Events & string];

/** Where a fact was read: a document of the register, and the page or paragraph inside it. */
export interface Citation {
  readonly documentId: string;
  readonly locator?: string;
}

/** Why a published fact was recorded although it breaks a rule: the fact is never bent, the exception is explicit. */
export interface RuleException {
  readonly rule: string;
  readonly reason: string;
}

/** What the envelope says beyond the payload. Stored beside it as its own JSON text. */
export interface FactMeta {
  readonly occurred: Occurred | null;
  readonly sources: readonly Citation[];
  /** Identifier of the account that recorded it; never a personal name. */
  readonly recordedBy: string;
  readonly onBehalfOf?: string;
  readonly reason?: string;
  readonly exception?: RuleException;
  readonly visibility: Visibility;
  readonly commandId: string;
  /** SHA-256 (hex) of the command's canonical content: the same id with other content is an error, not a repetition. */
  readonly commandHash: string;
  readonly correlationId: string;
  readonly causationId: string;
  /** 128 random bits as hexadecimal digits, for the audit log. Absent from events of before it was kept. */
  readonly nonce?: string;
}

/** A fact read back from the store, with its envelope. Record time is UTC, ISO 8601 with microseconds, set by the store. */
export interface RecordedFact<Type extends string = string, Data = Record<string, unknown>> {
  readonly eventId: string;
  readonly type: Type;
  readonly schemaVersion: number;
  readonly streamId: string;
  readonly revision: number;
  /** Opaque: comparable only by the store that gave it. */
  readonly position: string;
  readonly recordedAt: string;
  readonly data: Data;
  readonly meta: FactMeta;
}
