import { language, WrongParameter, type Parameter } from '@app/http';
import { isUuid } from '@app/kernel';

/** A number of entries: of a tree, as checkpoints give it. */
export const entries = (description: string): Parameter<number> => ({
  schema: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  description,
  read: (given) => {
    const value = /^(?:0|[1-9]\d{0,15})$/.test(given) ? Number(given) : NaN;
    if (Number.isSafeInteger(value)) return value;
    throw notSo(`Un entier de 0 à ${Number.MAX_SAFE_INTEGER}.`, `A whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`);
  },
});

/** What a size that is no size of this log is told. */
export const notSo = (fr: string, en: string) =>
  new WrongParameter({
    fr: { message: 'N’est pas un nombre permis.', remedy: fr },
    en: { message: 'Not a number allowed here.', remedy: en },
  });

export const LANG = { lang: language };

const MOST_EVENTS = 100;

/** Events by their identifiers, separated by commas. */
export const eventIds: Parameter<readonly string[]> = {
  schema: { type: 'string', maxLength: 37 * MOST_EVENTS },
  description: `Identifiers of up to ${MOST_EVENTS} events, separated by commas`,
  read: (given) => {
    const ids = [...new Set(given.toLowerCase().split(','))];
    if (ids.length <= MOST_EVENTS && ids.every(isUuid)) return ids;
    throw new WrongParameter({
      fr: {
        message: 'Ne sont pas des identifiants d’événements.',
        remedy: `De 1 à ${MOST_EVENTS} identifiants, séparés par des virgules.`,
      },
      en: { message: 'Not identifiers of events.', remedy: `From 1 to ${MOST_EVENTS} identifiers, separated by commas.` },
    });
  },
};
