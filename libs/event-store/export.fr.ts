/** Why an exported file is not put back; lines count from 1. */
export const exportProblemsFr = {
  NOT_RESTORABLE: () => 'ce type de base ne sait pas remettre des événements avec leurs dates d’enregistrement.',
  STORE_NOT_EMPTY: () => 'la base n’est pas vide : on ne remet un export que dans une base neuve.',
  NOT_AN_EXPORT: ({ format }: { format: string }) => `ligne 1 : ce n’est pas un export de ce produit (« ${format} » est attendu).`,
  NOT_JSON: ({ line }: { line: number }) => `ligne ${line} : ce n’est pas du JSON ; l’export est tronqué ou altéré.`,
  NOT_AN_EVENT: ({ line, problem }: { line: number; problem: string }) => `ligne ${line} : cet événement ne peut être gardé (${problem}).`,
  REVISION_OUT_OF_ORDER: ({ line, revision, streamId }: { line: number; revision: unknown; streamId: string }) =>
    `ligne ${line} : la révision ${String(revision)} de ${streamId} ne suit pas la précédente.`,
  TIME_OUT_OF_ORDER: ({ line }: { line: number }) =>
    `ligne ${line} : la date d’enregistrement n’en est pas une, ou précède celle de la ligne d’avant.`,
  TEXT_AFTER_THE_END: ({ line }: { line: number }) => `ligne ${line} : rien n’est attendu après la dernière ligne de l’export.`,
  TRUNCATED: ({ line }: { line: number }) => `ligne ${line} : l’export est tronqué, sa dernière ligne manque.`,
  ALTERED: () => 'l’export a été altéré : son empreinte ne correspond pas à ses lignes.',
};
