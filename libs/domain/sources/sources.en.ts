import type { SentencesOf } from '@app/kernel';
import type { SourceEvents, SourceKind } from './sources.events.js';

const kinds: Record<SourceKind, string> = {
  'press-article': 'Press article',
  'press-release': 'Press release',
  report: 'Report',
  deliberation: 'Deliberation',
  agreement: 'Agreement',
  'official-statistics': 'Official statistics',
  other: 'Document',
};

export const sourceSentencesEn: SentencesOf<SourceEvents> = {
  SourceRegistered: ({ sourceKind = 'other', publisher, subject, licence }) =>
    [
      `${kinds[sourceKind]} published`,
      publisher && `publisher: ${publisher}`,
      subject && `subject: ${subject}`,
      licence && `licence: ${licence}`,
    ]
      .filter(Boolean)
      .join('; '),
};

type Facts = Record<'id', string>;

export const sourceRefusalsEn = {
  SOURCE_ALREADY_REGISTERED: ({ id }: Facts) => `Document "${id}" is already registered, described otherwise: correct it.`,
};
