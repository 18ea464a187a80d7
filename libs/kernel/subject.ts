import type { CommandClass } from './command.js';
import type { Claim } from './corrections.js';
import type { AnyDecider, Decider } from './decider.js';
import type { EventMap, FactMeta } from './fact.js';
import type { Command } from './command.js';
import { unbroken } from './wording.js';

/**
 * All that the product knows about one kind of subject (site, project, body…), gathered for the places that treat every kind alike:
 * the command handler, the loader, the timeline, the stories. A module that exports one is on all of them.
 */
export interface SubjectModule {
  readonly kind: string;
  /** Segment of its addresses: `/api/v1/sites/…`. */
  readonly plural: string;
  /** The command field that identifies the subject: `siteId`. */
  readonly idField: string;
  /** Last segment of the address that records each command: `POST /api/v1/sites/{siteId}/closure`. */
  readonly routes: Readonly<Record<string, string>>;
  readonly decider: AnyDecider;
  /** By command name; the class is at once HTTP body, bus message and import result. */
  readonly commands: Readonly<Record<string, CommandClass>>;
  readonly sentences: { readonly fr: Sentences; readonly en: Sentences };
  /** Titles of this module's refusals, by code. */
  readonly refusals: { readonly fr: Refusals; readonly en: Refusals };
  /** The situation an event puts its subject in (`closed`), by event type. */
  readonly statuses: Readonly<Record<string, string>>;
  /** The figures and dates an event says about its subject, comparable with what other sources say. */
  readonly claims: Readonly<Record<string, (data: never, meta: ClaimMeta) => readonly Claim[]>>;
}

/** One sentence per event type, from its payload, without the subject's name, a date or a source: these stand beside it. */
export type Sentences = Readonly<Record<string, (data: never) => string>>;
export type SentencesOf<Events extends EventMap> = { readonly [Type in keyof Events]: (data: Events[Type]) => string };
export type Refusals = Readonly<Record<string, (facts: never) => string>>;
export type StatusesOf<Events extends EventMap> = { readonly [Type in keyof Events]?: string };
export type ClaimsOf<Events extends EventMap> = {
  readonly [Type in keyof Events]?: (data: Events[Type], meta: ClaimMeta) => readonly Claim[];
};
/** What of an event's envelope its claims may depend on. */
export type ClaimMeta = Pick<FactMeta, 'occurred' | 'sources'>;

/** Checks a module's parts against each other where it is written, then forgets the names it no longer needs. */
export function subjectModule<State, Commands extends Record<keyof Commands, Command>, Events extends EventMap>(parts: {
  plural: string;
  idField: string;
  routes: { readonly [Name in keyof Commands]: string };
  decider: Decider<State, Commands, Events>;
  commands: { readonly [Name in keyof Commands]: CommandClass<Commands[Name]> };
  sentences: { fr: SentencesOf<Events>; en: SentencesOf<Events> };
  refusals: { fr: Refusals; en: Refusals };
  statuses?: StatusesOf<Events>;
  claims?: ClaimsOf<Events>;
}): SubjectModule {
  const sentences = { ...parts.sentences, fr: unbrokenSentences(parts.sentences.fr) };
  return { kind: parts.decider.kind, statuses: {}, claims: {}, ...parts, sentences } as unknown as SubjectModule;
}

/** Sentences are written with plain spaces and shown with French ones. */
export function unbrokenSentences<Of extends object>(sentences: Of): Of {
  const entries = Object.entries(sentences) as [string, (data: unknown) => string][];
  return Object.fromEntries(entries.map(([type, say]) => [type, (data: unknown) => unbroken(say(data))])) as Of;
}

/** `site-bridgestone-bethune`. Kinds hold no hyphen, so that a stream id splits back without doubt. */
export const streamIdOf = (kind: string, subjectId: string): string => `${kind}-${subjectId}`;

export function subjectOf(streamId: string): { kind: string; id: string } {
  const hyphen = streamId.indexOf('-');
  return { kind: streamId.slice(0, hyphen), id: streamId.slice(hyphen + 1) };
}
