/** Why a store cannot be moved; events count from 1. */
export const transferProblemsFr = {
  NOT_RECEIVING: () => 'la base d’arrivée ne sait pas recevoir des événements avec leurs dates d’enregistrement.',
  TARGET_REFUSES: ({ reason }: { reason: string }) => `la base d’arrivée refuse la suite : ${reason}.`,
  TARGET_DIFFERS: ({ event }: { event: number }) =>
    `les deux bases diffèrent à partir de l’événement n° ${event} : videz la base d’arrivée (ou donnez-lui un autre préfixe) et recommencez.`,
  TARGET_HOLDS_MORE: ({ events }: { events: number }) =>
    `la base d’arrivée contient plus que les ${events} événements du départ : on y a écrit. Arrêtez ceux qui écrivent et recommencez.`,
};
