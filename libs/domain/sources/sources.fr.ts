import type { SentencesOf } from '@app/kernel';
import type { SourceEvents, SourceKind } from './sources.events.js';

const kinds: Record<SourceKind, string> = {
  'press-article': 'd’un article de presse',
  'press-release': 'd’un communiqué de presse',
  report: 'd’un rapport',
  deliberation: 'd’une délibération',
  agreement: 'd’un accord',
  'official-statistics': 'de statistiques officielles',
  other: 'd’un document',
};

export const sourceSentencesFr: SentencesOf<SourceEvents> = {
  SourceRegistered: ({ sourceKind = 'other', publisher, subject, licence }) =>
    [
      `Publication ${kinds[sourceKind]}`,
      publisher && `éditeur : ${publisher}`,
      subject && `sujet : ${subject}`,
      licence && `licence : ${licence}`,
    ]
      .filter(Boolean)
      .join(' ; '),
  SourceCaptured: ({ bytes, sha256, redistribution }) =>
    `Copie du document mise au coffre (${bytes} octets, SHA-256 ${sha256.slice(0, 12)}…${redistribution === 'allowed' ? '' : ', non redistribuable'})`,
  CaptureDestroyed: ({ sha256, legalBasis }) => `Copie du document détruite (SHA-256 ${sha256.slice(0, 12)}… ; fondement : ${legalBasis})`,
};

type Facts = Record<'id' | 'sha256', string>;

export const sourceRefusalsFr = {
  SOURCE_ALREADY_REGISTERED: ({ id }: Facts) => `Le document « ${id} » est déjà au registre, décrit autrement : corrigez-le.`,
  SOURCE_NOT_REGISTERED: ({ id }: Facts) => `Le document « ${id} » n’est pas au registre : inscrivez-le d’abord.`,
  CAPTURE_UNKNOWN: ({ id, sha256 }: Facts) => `Le coffre ne tient du document « ${id} » aucune copie ${sha256.slice(0, 12)}….`,
  CAPTURE_DESTROYED: ({ sha256 }: Facts) =>
    `Cette copie (${sha256.slice(0, 12)}…) a été détruite sur un fondement légal : elle ne revient pas.`,
  CAPTURE_DESCRIBED_OTHERWISE: ({ sha256 }: Facts) =>
    `Cette copie (${sha256.slice(0, 12)}…) est déjà au coffre, décrite autrement : retirez ce fait, puis déposez-la de nouveau.`,
};
