import { language, WrongParameter, type Parameter } from '@app/http';

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
