import type { Words } from './problem.js';

/** Errors of the YAML reader, by a part of its English message. */
const errors: readonly (readonly [RegExp, string, string])[] = [
  [/end with a [\]}]|expected .*\]|expected .*\}/i, 'un crochet ou une accolade n’est pas refermé.', 'Ajoutez le ] ou le } manquant.'],
  [/tab/i, 'une tabulation sert d’indentation.', 'Indentez avec des espaces.'],
  [/indent|same column/i, 'l’indentation n’est pas régulière.', 'Alignez les champs d’une même entrée, sous le premier.'],
  [/missing closing ['"]?quote|closing quote/i, 'un guillemet n’est pas refermé.', 'Refermez le guillemet.'],
  [/comma|","/i, 'il manque une virgule entre deux éléments.', 'Séparez les éléments par des virgules.'],
  [/escape/i, 'une barre oblique inverse est mal employée.', 'Doublez-la (\\\\), ou mettez le texte entre guillemets simples.'],
  [
    /nested mappings|implicit key|multiline/i,
    'un champ n’est pas à sa place : indentation irrégulière, ou « : » dans un texte sans guillemets.',
    'Mettez le texte entre guillemets.',
  ],
  [/alias/i, 'un renvoi (*) est mal écrit.', 'Mettez la valeur entre guillemets.'],
  [/plain value cannot start/i, 'un texte sans guillemets ne commence pas par ce caractère.', 'Mettez la valeur entre guillemets.'],
  [/multiple documents/i, 'le fichier contient plusieurs documents YAML.', 'Faites-en plusieurs fichiers.'],
  [/depth|nest|stack|exceed/i, 'trop de niveaux d’imbrication.', 'Aplatissez ce champ.'],
];

/** A syntax error in French; one that has no words yet gets general ones. */
export function syntaxFr(error: string): Words {
  const [, message, remedy] = errors.find(([pattern]) => pattern.test(error)) ?? [];
  return {
    message: message ?? 'ceci n’est pas du YAML valable.',
    remedy: remedy ?? 'Vérifiez ici l’indentation, les guillemets et les deux-points.',
  };
}
