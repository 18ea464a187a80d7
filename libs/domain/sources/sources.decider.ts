import { refusal, stableJson, type Decider } from '@app/kernel';
import type { CaptureCommands, SourceCommands } from './sources.commands.js';
import type { SourceEvents } from './sources.events.js';

export interface Source {
  /** What was said of the document; null when it is not registered. */
  readonly registered: string | null;
  /** Its copies by their hash: what was said of each, null once its bytes are destroyed. */
  readonly captures: Readonly<Record<string, string | null>>;
}

export const sourceDecider: Decider<Source, SourceCommands & CaptureCommands, SourceEvents> = {
  kind: 'source',
  initial: { registered: null, captures: {} },
  decide: {
    RegisterSource: ({ sourceId, occurred, title, sourceKind, publisher, subject, licence, url }, { registered }) => {
      const data = { title, sourceKind, publisher, subject, licence, url };
      // Several datasets may cite the same document: registering it again, as it is, changes nothing.
      if (registered === saying(data, occurred)) return [];
      if (registered !== null) throw refusal('SOURCE_ALREADY_REGISTERED', { id: sourceId });
      return [{ type: 'SourceRegistered', data }];
    },
    CaptureSource: ({ sourceId, sha256, bytes, mediaType, title, licence, redistribution, address }, { registered, captures }) => {
      if (registered === null) throw refusal('SOURCE_NOT_REGISTERED', { id: sourceId });
      const data = { sha256, bytes, mediaType, copyTitle: title, licence, redistribution, address };
      const known = captures[sha256];
      // The same bytes, found again another day, are the same copy: the first day is the one that proves most.
      if (known === stableJson(data)) return [];
      if (known === null) throw refusal('CAPTURE_DESTROYED', { sha256 });
      if (known !== undefined) throw refusal('CAPTURE_DESCRIBED_OTHERWISE', { sha256 });
      return [{ type: 'SourceCaptured', data }];
    },
    DestroyCapture: ({ sourceId, sha256, legalBasis }, { captures }) => {
      const known = captures[sha256];
      if (known === undefined) throw refusal('CAPTURE_UNKNOWN', { id: sourceId, sha256 });
      return known === null ? [] : [{ type: 'CaptureDestroyed', data: { sha256, legalBasis } }];
    },
  },
  evolve: {
    SourceRegistered: (source, data, { meta }) => ({ ...source, registered: saying(data, meta.occurred?.edtf) }),
    SourceCaptured: ({ registered, captures }, data) => ({ registered, captures: { ...captures, [data.sha256]: stableJson(data) } }),
    CaptureDestroyed: ({ registered, captures }, { sha256 }) => ({ registered, captures: { ...captures, [sha256]: null } }),
  },
};

const saying = (data: SourceEvents['SourceRegistered'], published: string | undefined) =>
  stableJson({ ...data, published: published ?? null });
