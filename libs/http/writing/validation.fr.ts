import type { Finding } from './validate.js';

interface Words {
  readonly message: string;
  readonly remedy: string;
}

type Wording = readonly [found: RegExp, message: string, remedy: string];

const UNITS_FR: Readonly<Record<string, string>> = {
  people: 'personnes',
  EUR: 'euros',
  ha: 'hectares',
  m2: 'mètres carrés',
  share: 'part de 0 à 1',
  points: 'points',
  count: 'unités',
};

const identifier = 'Écrivez des minuscules, des chiffres et des tirets simples, 80 caractères au plus : bridgestone-bethune.';

/** What each rule finds, as its English message says it, and the same in French. */
const wordings: Readonly<Record<string, readonly Wording[]>> = {
  isSlug: [[/./, 'N’est pas un identifiant.', identifier]],
  isSubjectId: [[/./, 'N’est pas un identifiant.', `${identifier.slice(0, -1)}, ou un UUID.`]],
  isOccurred: [
    [/in quotes/, 'N’est pas une date entre guillemets.', 'Écrivez "2020", "2020-09", "2020-09-16" ou "2020-03/2020-05".'],
    [
      /seasons/,
      'Les saisons ne sont pas acceptées.',
      'Écrivez un trimestre (2020-33 à 2020-36), un semestre (2020-40, 2020-41) ou des mois.',
    ],
    [/no such day/, 'Ce jour n’existe pas dans le calendrier.', 'Vérifiez le jour et le mois : AAAA-MM-JJ.'],
    [/ends before/, 'La période se termine avant de commencer.', 'Écrivez le début, puis la fin : 2020-03/2020-05.'],
    [/one "\/"/, 'Une période a une seule barre oblique.', 'Écrivez 2020-03/2020-05.'],
    [/at least one end/, 'Une période a au moins un bout.', 'Écrivez 2020-03/.. ou ../2020-05.'],
    [/at most 64/, 'Une date a 64 caractères au plus.', 'Écrivez la date seule ; son libellé va dans occurredRaw.'],
    [
      /./,
      'N’est pas une date reconnue.',
      'Écrivez une année (2020), un mois (2020-09), un jour (2020-09-16), un trimestre (2020-36) ou une période (2020-03/2020-05).',
    ],
  ],
  isText: [
    [/must be text/, 'Doit être du texte.', 'Mettez la valeur entre guillemets.'],
    [/empty/, 'Ne peut pas être vide.', 'Donnez une valeur, ou retirez ce champ s’il est facultatif.'],
    [/at most (\d+)/, 'Dépasse $1 caractères.', 'Raccourcissez à $1 caractères.'],
    [/control/, 'Contient des caractères de contrôle.', 'Retirez les caractères invisibles.'],
    [/./, 'N’est pas du texte Unicode valable.', 'Enregistrez le texte en UTF-8.'],
  ],
  isFigure: [
    [
      /unknown field "(.*)"/,
      'Un chiffre n’a pas de champ « $1 ».',
      'Champs permis : value, ou low et high, unit, bound, outOf, definition, observed.',
    ],
    [/"low" must not/, 'Le bas de la fourchette dépasse le haut.', 'Échangez low et high.'],
    [/counted in (\w+)/, 'N’est pas dans la bonne unité.', 'L’unité attendue est : $unit.'],
    [/whole number/, 'Un nombre de personnes est entier.', 'Écrivez un nombre entier.'],
    [/negative/, 'Ne peut pas être négatif.', 'Écrivez zéro ou plus.'],
    [/between 0 and 1/, 'Une part est comprise entre 0 et 1.', 'Écrivez 0.8 pour 80 %.'],
    [/too large/, 'Nombre trop grand.', 'Vérifiez l’unité.'],
    [
      /"(value|low|high)" must be a number/,
      '« $1 » n’est pas un nombre.',
      'Écrivez le nombre sans guillemets ni espace, avec un point décimal.',
    ],
    [/"unit"/, 'Unité inconnue.', 'Unités : people, EUR, ha, m2, share, points, count.'],
    [/"bound"/, 'Précision inconnue.', 'bound vaut exact, about, at-least ou at-most.'],
    [/"definition"/, 'La définition est un texte de 500 caractères au plus.', 'Raccourcissez-la.'],
    [/"outOf"/, 'Dénominateur mal écrit.', 'Écrivez "outOf": { "value": 863, "of": "salariés" }.'],
    [/"observed"/, 'Date d’observation non reconnue.', 'Écrivez une année, un mois, un jour ou une période.'],
    [/./, 'N’est pas un chiffre.', 'Écrivez un nombre sans guillemets, ou { "value": 863 }, ou { "low": 800, "high": 900 }.'],
  ],
  isCommuneCode: [
    [/in quotes/, 'Un code de commune est un texte.', 'Mettez le code INSEE entre guillemets : "62119".'],
    [/now "(\w+)" \((.*)\)$/, 'Ce code de commune n’est plus en vigueur.', 'Écrivez celui de la commune qui l’a remplacée : "$1" ($2).'],
    [
      /./,
      'Aucune commune en vigueur ne porte ce code.',
      'Cherchez le code INSEE (cinq caractères) au Code officiel géographique ; ce n’est pas le code postal.',
    ],
  ],
  isNaf: [
    [/unknown field "(.*)"/, 'Une activité n’a pas de champ « $1 ».', 'Champs permis : code, nomenclature.'],
    [/"nomenclature"/, 'Nomenclature inconnue.', 'nomenclature vaut NAFRev2 ou NAF2025.'],
    [/"code"/, 'N’est pas un code NAF.', 'Écrivez "22.11Z", "22" ou la lettre d’une section, "C", entre guillemets.'],
    [/./, 'N’est pas une activité.', 'Écrivez { "code": "22.11Z", "nomenclature": "NAFRev2" }.'],
  ],
  isPosition: [
    [/longitude comes first/, 'La position est hors du monde.', 'Écrivez la longitude, puis la latitude, en degrés.'],
    [/./, 'N’est pas une position.', 'Écrivez [longitude, latitude], en degrés : [2.639, 50.528].'],
  ],
  isSeries: [
    [/period "(.*)" twice/, 'La période $1 est donnée deux fois.', 'Gardez une valeur par période.'],
    [/./, 'Une part est comprise entre -1 et 1.', 'Écrivez 0.072 pour 7,2 %.'],
  ],
  isGeometry: [
    [/longitude comes first/, 'Une position est hors du monde.', 'Écrivez la longitude, puis la latitude, en degrés.'],
    [/closed rings/, 'Un contour n’est pas fermé.', 'Répétez la première position à la fin.'],
    [/./, 'N’est pas une géométrie GeoJSON.', 'Écrivez un Point, un Polygon ou un MultiPolygon (RFC 7946), en WGS 84.'],
  ],
  isPersonReference: [
    [
      /./,
      'N’est pas la référence d’une personne.',
      'Écrivez un UUID aléatoire (version 4), en minuscules, qui ne dise rien d’elle : uuidgen.',
    ],
  ],
  isPersonal: [
    [
      /./,
      'N’est pas marqué comme donnée personnelle.',
      'Écrivez {{person:UUID|texte}}, avec la référence de la personne ; sans guillemet droit, barre ni accolade dans le texte.',
    ],
  ],
  isIn: [[/values: (.*)$/, 'N’est pas une valeur connue.', 'Valeurs : $1.']],
  isInt: [[/./, 'N’est pas un nombre entier.', 'Écrivez un entier sans guillemets.']],
  isNumber: [[/./, 'N’est pas un nombre.', 'Écrivez un nombre sans guillemets, avec un point décimal.']],
  isBoolean: [[/./, 'N’est ni vrai ni faux.', 'Écrivez true ou false, sans guillemets.']],
  min: [[/less than (\S+)/, 'Est trop petit.', 'Le minimum est $1.']],
  max: [[/greater than (\S+)/, 'Est trop grand.', 'Le maximum est $1.']],
  isArray: [[/./, 'N’est pas une liste.', 'Écrivez une liste : [ … ].']],
  arrayMinSize: [[/least (\d+)/, 'La liste est trop courte.', 'Donnez-en au moins $1.']],
  arrayMaxSize: [[/more than (\d+)/, 'La liste est trop longue.', 'Donnez-en $1 au plus.']],
  arrayUnique: [[/./, 'La liste contient deux fois la même valeur.', 'Retirez les répétitions.']],
  isString: [[/./, 'Doit être du texte.', 'Mettez la valeur entre guillemets.']],
  maxLength: [[/equal to (\d+)/, 'Dépasse $1 caractères.', 'Raccourcissez à $1 caractères.']],
  minLength: [[/equal to (\d+)/, 'Est trop court.', 'Donnez au moins $1 caractères.']],
  matches: [[/./, 'N’a pas la forme attendue.', 'Suivez la forme donnée par la documentation de ce champ.']],
  isUrl: [[/./, 'N’est pas une adresse web.', 'Écrivez une adresse complète : https://…']],
  isUuid: [[/./, 'N’est pas un UUID.', 'Écrivez un UUID : 01890a5d-ac96-774b-bcce-b302099a8057.']],
  isObject: [[/./, 'N’est pas un objet.', 'Écrivez { "champ": valeur, … }.']],
  nestedValidation: [[/./, 'N’est pas un objet.', 'Écrivez { "champ": valeur, … }.']],
  isDefined: [[/./, 'Champ obligatoire.', 'Donnez ce champ.']],
  isNotEmpty: [[/./, 'Ne peut pas être vide.', 'Donnez une valeur.']],
};
const aliases: Readonly<Record<string, string>> = { isAnyFigure: 'isFigure' };

/** Rules that have their own French words. */
export const rulesInFrench: ReadonlySet<string> = new Set([...Object.keys(wordings), ...Object.keys(aliases)]);

/** A finding and its remedy in French. A rule that has no words yet gets general ones. */
export function wordsOfFr({ rule, found, nearest }: Finding): Words {
  if (rule === 'required') return { message: 'Champ obligatoire.', remedy: 'Donnez ce champ.' };
  if (rule === 'whitelistValidation') {
    return { message: 'Champ inconnu.', remedy: nearest ? `Vouliez-vous dire « ${nearest} » ?` : 'Retirez-le.' };
  }
  for (const [pattern, message, remedy] of wordings[aliases[rule] ?? rule] ?? []) {
    const match = pattern.exec(found);
    if (match) return { message: filled(message, match), remedy: filled(remedy, match) };
  }
  return { message: 'Valeur non valable.', remedy: 'Voyez la description de ce champ dans /api/docs.' };
}

function filled(text: string, match: RegExpExecArray): string {
  return text
    .replace('$unit', UNITS_FR[match[1] ?? ''] ?? match[1] ?? '')
    .replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
}
