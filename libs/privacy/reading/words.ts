import { dateEn, dateFr, dayOf } from '@app/kernel';

/** What stands where a personal text cannot be told. */
export interface Withheld {
  /** For those who may not read it, whether it is still there or not. */
  readonly hidden: string;
  readonly erased: (recordedAt: string) => string;
  readonly unreadable: string;
}

const day = (recordedAt: string) => ({ edtf: dayOf(new Date(recordedAt)) });

export const withheld: Readonly<Record<'fr' | 'en', Withheld>> = {
  fr: {
    hidden: '[donnée personnelle]',
    erased: (recordedAt) => `[donnée effacée le ${dateFr(day(recordedAt))}]`,
    unreadable: '[donnée personnelle illisible : sa clé manque]',
  },
  en: {
    hidden: '[personal data]',
    erased: (recordedAt) => `[data erased on ${dateEn(day(recordedAt))}]`,
    unreadable: '[personal data that cannot be read: its key is missing]',
  },
};
