import { refusal, stableJson, type Decider } from '@app/kernel';
import type { SourceCommands } from './sources.commands.js';
import type { SourceEvents } from './sources.events.js';

/** What was said of the document; null when it is not registered. */
type Source = string | null;

export const sourceDecider: Decider<Source, SourceCommands, SourceEvents> = {
  kind: 'source',
  initial: null,
  decide: {
    RegisterSource: ({ sourceId, occurred, title, sourceKind, publisher, subject, licence, url }, source) => {
      const data = { title, sourceKind, publisher, subject, licence, url };
      // Several datasets may cite the same document: registering it again, as it is, changes nothing.
      if (source === saying(data, occurred)) return [];
      if (source !== null) throw refusal('SOURCE_ALREADY_REGISTERED', { id: sourceId });
      return [{ type: 'SourceRegistered', data }];
    },
  },
  evolve: { SourceRegistered: (_, data, { meta }) => saying(data, meta.occurred?.edtf) },
};

const saying = (data: SourceEvents['SourceRegistered'], published: string | undefined) =>
  stableJson({ ...data, published: published ?? null });
