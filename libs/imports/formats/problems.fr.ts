import type { ProblemTexts } from '../problem.js';
import type { ForeignFacts } from './problems.js';

/** `1 valeur manque`, `12 valeurs manquent`. */
const agreed = (count: number, one: string, several: string) =>
  `${new Intl.NumberFormat('fr-FR').format(count)} ${count < 2 ? one : several}`;
const list = (items: readonly string[]) => items.join(', ');

export const foreignFr: Pick<ProblemTexts, keyof ForeignFacts> = {
  FORMAT_NOT_RECOGNISED: ({ known }) => ({
    message: 'ce fichier n’est d’aucun format connu.',
    remedy: `Dites-le par --format (${list(known)}), ou vérifiez que ses feuilles et ses en-têtes sont ceux de son éditeur.`,
  }),
  WORKBOOK_UNREADABLE: ({ error }) => ({
    message: `le classeur ne peut pas être lu : ${error.replace(/\.$/, '')}.`,
    remedy: 'Téléchargez-le de nouveau, ou enregistrez-le au format XLSX sans mot de passe.',
  }),
  NOT_A_WORKBOOK: () => ({ message: 'ce format se lit dans un classeur.', remedy: 'Donnez le fichier .xlsx de son éditeur.' }),
  NOT_A_JSON_LIST: () => ({ message: 'ce format se lit dans une liste JSON.', remedy: 'Donnez le fichier .json de son éditeur.' }),
  JSON_FILE_SYNTAX: () => ({ message: 'ce n’est pas du JSON.', remedy: 'Téléchargez le fichier de nouveau : il semble altéré.' }),
  SHEET_MISSING: ({ columns, sheets }) => ({
    message: `aucune feuille n’a les colonnes ${list(columns)}.`,
    remedy: `Les feuilles du classeur sont ${list(sheets)} : donnez le classeur tel que publié, avec sa ligne d’en-têtes.`,
  }),
  COLUMNS_MISSING: ({ sheet, columns }) => ({
    message: `il manque à la feuille « ${sheet} » : ${list(columns)}.`,
    remedy: 'Donnez la feuille telle que publiée, avec sa ligne d’en-têtes (parmi les vingt premières).',
  }),
  CELL_NOT_TEXT: () => ({
    message: 'la cellule contient un nombre : si c’est un code, ses zéros de tête sont peut-être perdus.',
    remedy: 'Reprenez le fichier publié, sans l’enregistrer depuis un tableur ; la colonne est au format texte.',
  }),
  CELL_NOT_NUMBER: () => ({
    message: 'n’est pas un nombre.',
    remedy: 'Écrivez le nombre seul, ou videz la cellule si la source ne le dit pas.',
  }),
  CODE_MISSING: ({ field }) => ({
    message: `« ${field} » manque ou n’est pas du texte.`,
    remedy: 'Donnez le code en texte, comme publié.',
  }),
  ZONE_INVALID: () => ({ message: 'n’est pas un code de zone d’emploi.', remedy: 'Un code a quatre chiffres, en texte : 0051.' }),
  ZONE_TWICE: ({ code }) => ({ message: `la zone ${code} est déjà plus haut.`, remedy: 'Gardez une ligne par zone.' }),
  QUARTER_INVALID: () => ({ message: 'n’est pas un trimestre.', remedy: 'Un trimestre s’écrit 2023-T3 ; retirez les autres colonnes.' }),
  PERCENT_INVALID: () => ({ message: 'n’est pas un taux en %.', remedy: 'Un taux est compris entre 0 et 100.' }),
  COMMUNE_UNKNOWN: () => ({
    message: 'aucune commune ne porte ni n’a porté ce code.',
    remedy: 'Cherchez le code INSEE (cinq caractères, en texte) au Code officiel géographique.',
  }),
  MEASURE_UNKNOWN: ({ known }) => ({
    message: 'le nom du fichier ne dit pas de quelle mesure il s’agit.',
    remedy: `Gardez le nom publié (aides-…, pge-…, report-…, cpsti-…, arpb-…, activite-partielle-…). Mesures : ${list(known)}.`,
  }),
  VINTAGE_NEEDED: () => ({
    message: 'le fichier ne dit pas jusqu’à quand il compte.',
    remedy: 'Dites-le par --vintage, une date après mars 2020 : --vintage 2021-02-09.',
  }),
  MONTH_INVALID: () => ({ message: 'n’est pas un mois et ses activités.', remedy: 'Un mois s’écrit { "2020-03": [ … ] }.' }),
  GRANT_UNKNOWN: ({ known }) => ({ message: 'n’est pas une dotation connue.', remedy: `Dotations : ${list(known)}.` }),
  LEVEL_UNKNOWN: ({ known }) => ({ message: 'n’est pas un échelon connu.', remedy: `Échelons : ${list(known)}.` }),
  CATEGORY_UNKNOWN: ({ known }) => ({ message: 'n’est pas une catégorie connue.', remedy: `Catégories : ${list(known)}.` }),
  POSITION_INVALID: () => ({
    message: 'n’est pas une latitude, ou sa longitude n’en est pas une.',
    remedy: 'Écrivez des degrés, avec un point décimal.',
  }),
  COMMUNE_REPLACED: ({ count, first }) => ({
    message: `${agreed(count, 'code de commune n’est plus en vigueur', 'codes de communes ne sont plus en vigueur')} (${first}).`,
    remedy: 'Les faits sont placés dans la commune qui a pris la suite.',
  }),
  COMMUNE_ELSEWHERE: ({ count, first }) => ({
    message: `${agreed(count, 'ancienne commune a rejoint une commune d’une autre zone', 'anciennes communes ont rejoint une commune d’une autre zone')} (${first}).`,
    remedy: 'Elles sont laissées à la zone de la commune qui a pris la suite.',
  }),
  PARTS_OF_ZONES: ({ first }) => ({
    message: `la feuille « ${first} » donne des parties régionales de zones.`,
    remedy: 'Elles ne sont pas des zones d’emploi : la feuille est laissée de côté.',
  }),
  VALUE_ABSENT: ({ count, first }) => ({
    message: `${agreed(count, 'valeur manque', 'valeurs manquent')} (${first}).`,
    remedy: 'Ces périodes restent sans valeur : rien n’est estimé.',
  }),
  TERRITORY_UNPLACED: ({ count, first }) => ({
    message: `${agreed(count, 'ligne porte un territoire hors du Code officiel géographique', 'lignes portent un territoire hors du Code officiel géographique')} (${first}).`,
    remedy: 'Elles sont laissées de côté.',
  }),
  PROJECT_UNPLACED: ({ count, first }) => ({
    message: `${agreed(count, 'projet n’a pas pu être placé', 'projets n’ont pas pu être placés')} : collectivité hors du Code officiel géographique (${first}).`,
    remedy: 'Ils sont enregistrés sans territoire, avec leur point et le nom de leur porteur.',
  }),
  DESCRIPTION_ABSENT: ({ count, first }) => ({
    message: `${agreed(count, 'projet est sans description', 'projets sont sans description')} (${first}).`,
    remedy: 'Ils portent le nom de leur dotation et de leur collectivité.',
  }),
  NAME_CUT: ({ count, first }) => ({
    message: `${agreed(count, 'description dépasse 200 caractères', 'descriptions dépassent 200 caractères')} (${first}).`,
    remedy: 'Le nom du projet en garde le début.',
  }),
  COST_ABSENT: ({ count, first }) => ({
    message: `${agreed(count, 'projet a un coût nul ou absent', 'projets ont un coût nul ou absent')} (${first}).`,
    remedy: 'Ils sont enregistrés sans investissement.',
  }),
  GRANT_ABOVE_COST: ({ count, first }) => ({
    message: `${agreed(count, 'subvention dépasse le coût du projet', 'subventions dépassent le coût du projet')} (${first}).`,
    remedy: 'Les deux chiffres sont enregistrés comme la source les donne.',
  }),
};
