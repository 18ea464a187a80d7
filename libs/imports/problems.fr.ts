import { foreignFr } from './formats/problems.fr.js';
import type { ProblemTexts } from './problem.js';
import { syntaxFr } from './syntax.fr.js';

const maybe = (nearest: string | undefined, otherwise: string) => (nearest ? `Vouliez-vous dire « ${nearest} » ?` : otherwise);

export const problemsFr: ProblemTexts = {
  ...foreignFr,
  FILE_EMPTY: () => ({ message: 'le fichier est vide.', remedy: 'Commencez par « format: palimpseste/1 ».' }),
  FILE_KIND_UNKNOWN: () => ({
    message: 'ce n’est pas un fichier de données.',
    remedy: 'Donnez un fichier .yaml, .yml, .jsonl, .xlsx ou .json.',
  }),
  FILE_TOO_LARGE: ({ most }) => ({
    message: `le fichier dépasse ${most} octets.`,
    remedy: 'Découpez-le en plusieurs fichiers du même jeu de données.',
  }),
  FILE_TRUNCATED: () => ({
    message: 'le fichier s’arrête au milieu d’une ligne : il semble tronqué.',
    remedy: 'Reprenez le fichier complet ; s’il l’est déjà, ajoutez un retour à la ligne à la fin.',
  }),
  FILE_END_MISSING: () => ({
    message: 'le fichier commence par « --- » mais ne finit pas par « ... » : il semble tronqué.',
    remedy: 'Reprenez le fichier complet ; s’il l’est déjà, écrivez « ... » sur sa dernière ligne.',
  }),
  ENCODING_UTF16: ({ offset }) => ({ message: `le fichier est en UTF-16 (octet ${offset}).`, remedy: 'Enregistrez-le en UTF-8.' }),
  ENCODING_INVALID: ({ offset, byte }) => ({
    message: `l’octet ${offset} (0x${byte}) n’est pas de l’UTF-8.`,
    remedy: 'Enregistrez le fichier en UTF-8 (il est sans doute en Windows-1252 ou Latin-1).',
  }),
  SYNTAX: ({ error }) => syntaxFr(error),
  JSON_SYNTAX: () => ({
    message: 'cette ligne n’est pas du JSON.',
    remedy: 'Écrivez un objet JSON complet par ligne : { "id": …, "record": … }.',
  }),
  JSON_HEADER: () => ({
    message: 'la première ligne ne dit pas le format.',
    remedy: 'Commencez par { "format": "palimpseste/1", "dataset": "nom" }.',
  }),
  TOO_DEEP: ({ most }) => ({ message: `plus de ${most} niveaux d’imbrication.`, remedy: 'Aplatissez ce champ.' }),
  ALIAS_REFUSED: () => ({
    message: 'les ancres (&) et les renvois (*) ne sont pas acceptés.',
    remedy: 'Écrivez la valeur en toutes lettres, entre guillemets si elle commence par & ou *.',
  }),
  TAG_REFUSED: ({ tag }) => ({
    message: `l’étiquette YAML « ${tag} » n’est pas acceptée.`,
    remedy: 'Retirez-la ; mettez la valeur entre guillemets si elle commence par « ! ».',
  }),
  YAML_VERSION: () => ({
    message: 'les directives YAML (%) ne sont pas acceptées.',
    remedy: 'Retirez cette ligne : le fichier est lu en YAML 1.2.',
  }),
  KEY_NOT_TEXT: () => ({ message: 'un nom de champ doit être un mot.', remedy: 'Écrivez « nom: valeur ».' }),
  KEY_TWICE: ({ key, line }) => ({ message: `le champ « ${key} » est déjà écrit à la ligne ${line}.`, remedy: 'Gardez l’un des deux.' }),
  KEY_FORBIDDEN: ({ key }) => ({ message: `« ${key} » n’est pas un nom de champ.`, remedy: 'Retirez-le.' }),
  VALUE_EMPTY: ({ key }) => ({
    message: `le champ « ${key} » est vide.`,
    remedy: 'Donnez une valeur, ou retirez la ligne si la source ne le dit pas.',
  }),
  FORMAT_MISSING: () => ({
    message: 'le format du fichier n’est pas dit.',
    remedy: 'Écrivez « format: palimpseste/1 » au début du fichier.',
  }),
  FORMAT_UNKNOWN: () => ({ message: 'ce format est inconnu.', remedy: 'Écrivez « format: palimpseste/1 ».' }),
  DATASET_INVALID: () => ({
    message: 'le jeu de données n’a pas de nom valable.',
    remedy: 'Écrivez « dataset: nom », en minuscules, chiffres et tirets, le même dans tous les fichiers du jeu.',
  }),
  SECTION_UNKNOWN: ({ key, nearest }) => ({
    message: `la partie « ${key} » est inconnue.`,
    remedy: maybe(nearest, 'Un fichier a quatre parties : format, dataset, sources, events.'),
  }),
  NOT_A_LIST: ({ key }) => ({ message: `« ${key} » n’est pas une liste.`, remedy: 'Commencez chaque élément par un tiret : « - ».' }),
  NOT_FIELDS: () => ({ message: 'ceci n’est pas une suite de champs.', remedy: 'Écrivez « nom: valeur », un champ par ligne.' }),
  ID_INVALID: () => ({
    message: 'l’entrée n’a pas d’identifiant valable.',
    remedy: 'Donnez un « id » stable de minuscules, chiffres et tirets, 80 caractères au plus : bridgestone-closed.',
  }),
  ID_TWICE: ({ id, file, line }) => ({
    message: `l’identifiant « ${id} » est déjà pris (${file}, ligne ${line}).`,
    remedy: 'Donnez un autre identifiant à l’une des deux entrées.',
  }),
  RECORD_MISSING: () => ({
    message: 'l’entrée ne dit pas quoi enregistrer.',
    remedy: 'Ajoutez « record: » et le nom d’une commande : CloseSite.',
  }),
  COMMAND_UNKNOWN: ({ name, nearest }) => ({
    message: `la commande « ${name} » est inconnue.`,
    remedy: maybe(nearest, 'Les commandes sont dans docs/data-format.md.'),
  }),
  SOURCE_TWICE: () => ({ message: 'l’entrée a « source » et « sources ».', remedy: 'Gardez « sources » et mettez-y les deux.' }),
  FIELD: ({ fr }) => fr,
  KIND_UNKNOWN: ({ nearest }) => ({
    message: 'ce genre de sujet est inconnu.',
    remedy: maybe(nearest, 'Les genres sont dans docs/data-format.md.'),
  }),
  SOURCE_UNKNOWN: ({ id, nearest }) => ({
    message: `le document « ${id} » n’est ni dans les fichiers ni au registre.`,
    remedy: maybe(nearest, 'Ajoutez-le dans « sources: ».'),
  }),
  ENTRY_UNKNOWN: ({ id, nearest }) => ({
    message: `aucune entrée du jeu de données ne s’appelle « ${id} ».`,
    remedy: maybe(nearest, 'Donnez l’« id » d’une entrée du même jeu, ou l’identifiant d’un événement.'),
  }),
  ENTRY_LATER: ({ id, line }) => ({
    message: `l’entrée « ${id} » ne vient qu’après (ligne ${line}).`,
    remedy: 'Placez-la avant celle-ci.',
  }),
  ENTRY_WITHOUT_EVENT: ({ id }) => ({
    message: `l’entrée « ${id} » n’a rien enregistré : il en était déjà ainsi.`,
    remedy: 'Renvoyez à l’entrée qui l’a dit la première, ou dites le second avis par RecordClaim.',
  }),
  ENTRY_CHANGED: ({ id }) => ({
    message: `l’entrée « ${id} » a déjà été enregistrée avec un autre contenu.`,
    remedy: `Remettez l’entrée comme elle était et ajoutez une entrée CorrectFact avec « corrects: ${id} ».`,
  }),
  EVENT_REJECTED: ({ error }) => ({
    message: `l’événement ne peut pas être conservé : ${error}.`,
    remedy: 'Raccourcissez l’entrée ou découpez-la.',
  }),
  RULE: ({ rule, fr, liftable }) => ({
    message: `${fr} (${rule})`,
    remedy: liftable
      ? `Corrigez l’entrée ; si la source le dit malgré la règle, ajoutez « exception: {rule: ${rule}, reason: … } ».`
      : 'Corrigez l’entrée.',
  }),
};
