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
  SourceCaptured: ({ bytes, sha256, redistribution }) =>
    `Copy of the document put in the locker (${bytes} bytes, SHA-256 ${sha256.slice(0, 12)}…${redistribution === 'allowed' ? '' : ', not for redistribution'})`,
  CaptureDestroyed: ({ sha256, legalBasis }) => `Copy of the document destroyed (SHA-256 ${sha256.slice(0, 12)}…; basis: ${legalBasis})`,
};

type Facts = Record<'id' | 'sha256', string>;

export const sourceRefusalsEn = {
  SOURCE_ALREADY_REGISTERED: ({ id }: Facts) => `Document "${id}" is already registered, described otherwise: correct it.`,
  SOURCE_NOT_REGISTERED: ({ id }: Facts) => `Document "${id}" is not in the register: register it first.`,
  CAPTURE_UNKNOWN: ({ id, sha256 }: Facts) => `The locker holds no copy ${sha256.slice(0, 12)}… of document "${id}".`,
  CAPTURE_DESTROYED: ({ sha256 }: Facts) => `This copy (${sha256.slice(0, 12)}…) was destroyed on a legal basis: it does not come back.`,
  CAPTURE_DESCRIBED_OTHERWISE: ({ sha256 }: Facts) =>
    `This copy (${sha256.slice(0, 12)}…) is in the locker already, described otherwise: retract that fact, then send it again.`,
};
