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
};

type Facts = Record<'id', string>;

export const sourceRefusalsFr = {
  SOURCE_ALREADY_REGISTERED: ({ id }: Facts) => `Le document « ${id} » est déjà au registre, décrit autrement : corrigez-le.`,
};
