/** Why a file of events is not loaded; lines count from 1. */
export const historyProblemsFr = {
  KIND_UNKNOWN: ({ line, kind }: { line: number; kind: string }) => `ligne ${line} : « ${kind} » n’est pas une sorte de sujet.`,
  TYPE_UNKNOWN: ({ line, kind, type }: { line: number; kind: string; type: string }) =>
    `ligne ${line} : « ${type} » n’est pas un événement d’un sujet « ${kind} ». Une version plus récente du produit le connaît peut-être.`,
  VERSION_UNKNOWN: ({ line, type, version, newest }: { line: number; type: string; version: number; newest: number }) =>
    `ligne ${line} : la version ${version} de ${type} n’est pas connue ici (la plus récente : ${newest}). Mettez le produit à jour.`,
  META_INVALID: ({ line, field }: { line: number; field: string }) =>
    `ligne ${line} : « meta.${field} » manque ou ne dit pas ce qu’il doit.`,
  OTHER_EVENT: ({ line, streamId, revision, kept }: { line: number; streamId: string; revision: number; kept: number }) =>
    `ligne ${line} : la base a déjà un autre événement à la révision ${revision} de ${streamId}, ou l’y attend plus tôt. ` +
    `Les ${kept} événements d’avant y sont ; chargez ce fichier dans une base qui ne connaît pas ce sujet.`,
};
