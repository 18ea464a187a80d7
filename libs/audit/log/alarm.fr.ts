import type { AlarmCode, AlarmFacts } from './alarm.js';

/** What rang, for whoever has to find out why. */
export const alarmsFr: Readonly<Record<AlarmCode, (facts: AlarmFacts) => string>> = {
  FORKED: ({ size }) =>
    `Le point de contrôle signé sur ${size} événements ne s’accorde plus avec le journal d’audit : l’histoire a été réécrite, ou cette base en est une autre.`,
  LOG_SHORT: ({ size, held }) =>
    `Un point de contrôle a été signé sur ${size} événements et il n’y en a plus que ${held} : sauvegarde plus ancienne remise, ou derniers événements coupés.`,
  STORE_SHORT: ({ size, held }) =>
    `Le journal d’audit porte ${size} événements et le magasin n’en a plus que ${held} : sauvegarde plus ancienne remise, ou derniers événements coupés.`,
  EVENT_DIFFERS: ({ index, eventId }) =>
    `L’événement n° ${index} n’est plus celui qui a été scellé${eventId === undefined ? '' : ` (${eventId} s’y trouve)`}.`,
  ENTRY_DIFFERS: ({ index, eventId }) =>
    `L’entrée n° ${index} du journal d’audit n’est pas celle de son événement${eventId === undefined ? '' : ` (${eventId})`}.`,
  ROOT_DIFFERS: ({ size, from }) =>
    `Événements et tuiles ne donnent pas la racine signée sur ${size} événements ; celle sur ${from} est bonne : ils ont été récrits entre le n° ${from} et le n° ${(size ?? 1) - 1}.`,
  TILES_DIFFER: ({ size }) => `Les tuiles du journal d’audit ne donnent plus la racine signée sur ${size} événements.`,
  CHECKPOINT_FORGED: ({ size }) =>
    `Le point de contrôle${size === undefined ? '' : ` sur ${size} événements`} n’est pas signé par la clé du journal, ou n’est pas celui où le journal en est.`,
  SUCCESSION_FORGED: () =>
    'Un changement de clé du journal d’audit n’est pas signé par l’ancienne et la nouvelle, ou deux clés disent succéder à la même.',
  KEY_DIFFERS: () =>
    'Le journal d’audit est tenu avec une autre clé ou sous un autre nom : voir PALIMPSESTE_AUDIT_KEY et PALIMPSESTE_AUDIT_ORIGIN.',
};

/** Said before the alarm where a program tells whether it is well. */
export const alarmFr = ({ code, facts }: { readonly code: AlarmCode; readonly facts: AlarmFacts }): string =>
  `ALARME du journal d’audit, rien n’est plus scellé. ${alarmsFr[code](facts)} [${code}]`;
