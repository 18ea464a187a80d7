import { subjectModule } from '@app/kernel';
import { erasureDecider, type Erased } from './erasures.decider.js';
import type { ErasureEvents } from './erasures.events.js';

type Facts = Record<'person' | 'field', string>;

// Erasing has a door of its own, and is no command of a data file.
export const erasures = subjectModule<Erased, Record<never, never>, ErasureEvents>({
  decider: erasureDecider,
  plural: 'erasures',
  idField: 'registerId',
  commands: {},
  routes: {},
  sentences: {
    fr: { PersonErased: ({ personId, legalBasis }) => `Données d’une personne effacées (${personId} ; fondement : ${legalBasis})` },
    en: { PersonErased: ({ personId, legalBasis }) => `Data of a person erased (${personId}; legal basis: ${legalBasis})` },
  },
  refusals: {
    fr: {
      PERSON_ERASED: ({ person }: Facts) =>
        `Les données de la personne « ${person} » ont été effacées : rien de personnel n’est plus enregistré sous cette référence.`,
      PERSON_UNKNOWN: ({ person }: Facts) => `Rien n’est gardé d’une personne « ${person} ».`,
      PERSON_MARK_MALFORMED: ({ field }: Facts) =>
        `« ${field} » : la marque d’une donnée personnelle s’écrit {{person:UUID|texte}}, avec un UUID aléatoire (version 4, en minuscules) et un texte de 300 caractères au plus, sans guillemet droit, barre oblique inverse, barre verticale ni accolade.`,
      PERSON_MARK_SEALED: ({ field }: Facts) =>
        `« ${field} » : une donnée personnelle s’écrit en clair, {{person:UUID|texte}} ; elle est chiffrée ici.`,
      PERSONAL_DATA_NOT_KEPT: () =>
        'Cette installation ne garde pas de données personnelles, faute de pouvoir les effacer : donnez-lui des clés (PERSON_KEYS_URL), ou retirez-les.',
    },
    en: {
      PERSON_ERASED: ({ person }: Facts) =>
        `The data of person "${person}" were erased: nothing personal is recorded under this reference any more.`,
      PERSON_UNKNOWN: ({ person }: Facts) => `Nothing is kept of a person "${person}".`,
      PERSON_MARK_MALFORMED: ({ field }: Facts) =>
        `"${field}": personal data are marked {{person:UUID|text}}, with a random UUID (version 4, lower case) and a text of at most 300 characters without quotation mark, backslash, bar or brace.`,
      PERSON_MARK_SEALED: ({ field }: Facts) =>
        `"${field}": personal data are written in clear, {{person:UUID|text}}; they are sealed here.`,
      PERSONAL_DATA_NOT_KEPT: () =>
        'This installation keeps no personal data, since it could not erase them: give it keys (PERSON_KEYS_URL), or leave them out.',
    },
  },
});
