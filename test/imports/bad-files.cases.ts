import { MAX_FILE_BYTES } from '@app/imports';

/** A file of the set « essai » : a document, a plant on line 6, then what is given, from line 7 on. */
export const file = (...lines: string[]) => [...HEAD, PLANT, ...lines, ''].join('\n');
const HEAD = ['format: palimpseste/1', 'dataset: essai', 'sources:', '  - {id: doc, title: Un document}', 'events:'];
const PLANT = '  - {id: usine, record: RegisterSite, siteId: usine, name: Usine, communeCode: 62119, siteKind: plant, source: doc}';
const entry = (fields: string) => file(`  - {id: e, ${fields}}`);
export const closing = (fields: string) => entry(`record: CloseSite, siteId: usine, source: doc, ${fields}`);
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
export const bomb = () =>
  [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`),
    '',
  ].join('\n');
const RULE = 'Écrivez un nombre sans guillemets, ou { "value": 863 }, ou { "low": 800, "high": 900 }.';

/** « ¤ » stands before what is wrong, and is taken out; where it cannot, the place is told with the message. */
export type Case = readonly [what: string, content: string | Uint8Array, ...told: string[]];

export const YAML_CASES: readonly Case[] = [
  // The file itself
  ['an empty file', '', 'f.yaml:1:1 : le fichier est vide. → Commencez par « format: palimpseste/1 ».'],
  ['only spaces', ' \n\n', 'f.yaml:1:1 : le fichier est vide. → Commencez par « format: palimpseste/1 ».'],
  [
    'a file of 16 MiB and a byte',
    new Uint8Array(MAX_FILE_BYTES + 1).fill(35),
    'f.yaml:1:1 : le fichier dépasse 16777216 octets. → Découpez-le en plusieurs fichiers du même jeu de données.',
  ],
  ['UTF-16 with its mark', utf16(file()), 'f.yaml:1:1 : le fichier est en UTF-16 (octet 0). → Enregistrez-le en UTF-8.'],
  ['UTF-16 without its mark', utf16(file()).subarray(2), 'f.yaml:1:1 : le fichier est en UTF-16 (octet 0). → Enregistrez-le en UTF-8.'],
  [
    'Latin-1',
    latin1(entry('record: Été')),
    'f.yaml:7:21 : l’octet 224 (0xc9) n’est pas de l’UTF-8. → Enregistrez le fichier en UTF-8 (il est sans doute en Windows-1252 ou Latin-1).',
  ],
  [
    'a character cut in two',
    Buffer.from(file('# é')).subarray(0, -2),
    'f.yaml:7:3 : l’octet 206 (0xc3) n’est pas de l’UTF-8. → Enregistrez le fichier en UTF-8 (il est sans doute en Windows-1252 ou Latin-1).',
  ],
  [
    'a file cut in the middle of a number',
    closing('jobsLost: 864').slice(0, -3),
    'f.yaml:7:72 : le fichier s’arrête au milieu d’une ligne : il semble tronqué. → Reprenez le fichier complet ; s’il l’est déjà, ajoutez un retour à la ligne à la fin.',
  ],
  [
    'a file cut between two entries',
    `---\n${file()}`,
    'f.yaml:8:1 : le fichier commence par « --- » mais ne finit pas par « ... » : il semble tronqué. → Reprenez le fichier complet ; s’il l’est déjà, écrivez « ... » sur sa dernière ligne.',
  ],
  [
    'a file cut after a field name',
    file('  - id: e', '    ¤record:¤'),
    ': le champ « record » est vide. → Donnez une valeur, ou retirez la ligne si la source ne le dit pas.',
    'events[1].record : l’entrée ne dit pas quoi enregistrer. → Ajoutez « record: » et le nom d’une commande : CloseSite.',
  ],
  // YAML
  ['an open quote', entry('record: ¤"CloseSite'), ': un guillemet n’est pas refermé. → Refermez le guillemet.'],
  ['a tab', file('  - id: e', '¤\trecord: CloseSite'), ': une tabulation sert d’indentation. → Indentez avec des espaces.'],
  [
    'an open bracket',
    file('  - {id: e, record: CloseSite'),
    'f.yaml:8:1 : un crochet ou une accolade n’est pas refermé. → Ajoutez le ] ou le } manquant.',
  ],
  [
    'a value that begins with @',
    entry('record: ¤@x'),
    ': un texte sans guillemets ne commence pas par ce caractère. → Mettez la valeur entre guillemets.',
  ],
  [
    'two documents',
    `${file()}---\n${file()}`,
    'f.yaml:7:1 : le fichier contient plusieurs documents YAML. → Faites-en plusieurs fichiers.',
  ],
  [
    'a field twice',
    closing('occurred: 2020, ¤occurred: 2021'),
    ': le champ « occurred » est déjà écrit à la ligne 7. → Gardez l’un des deux.',
  ],
  [
    'a tag',
    closing('jobsLost: !!int ¤3'),
    ': l’étiquette YAML « !!int » n’est pas acceptée. → Retirez-la ; mettez la valeur entre guillemets si elle commence par « ! ».',
  ],
  [
    'a tag of its own',
    closing('jobsLost: !ruby/object:Gem ¤{}'),
    ': l’étiquette YAML « !ruby/object:Gem » n’est pas acceptée. → Retirez-la ; mettez la valeur entre guillemets si elle commence par « ! ».',
  ],
  [
    'another YAML version',
    `%YAML 1.1\n---\n${file()}...\n`,
    'f.yaml:1:1 : les directives YAML (%) ne sont pas acceptées. → Retirez cette ligne : le fichier est lu en YAML 1.2.',
  ],
  ['a key that is a list', closing('¤[a]: 1'), ': un nom de champ doit être un mot. → Écrivez « nom: valeur ».'],
  ['a prototype', closing('¤__proto__: {a: 1}'), ': « __proto__ » n’est pas un nom de champ. → Retirez-le.'],
  // The parts of a file
  [
    'not fields',
    'bonjour\n',
    'f.yaml:1:1 « bonjour » : ceci n’est pas une suite de champs. → Écrivez « nom: valeur », un champ par ligne.',
  ],
  [
    'another format',
    file().replace('palimpseste/1', '¤palimpseste/9'),
    'format « palimpseste/9 » : ce format est inconnu. → Écrivez « format: palimpseste/1 ».',
  ],
  [
    'no dataset',
    file().replace('dataset: essai\n', ''),
    'f.yaml:1:1 dataset : le jeu de données n’a pas de nom valable. → Écrivez « dataset: nom », en minuscules, chiffres et tirets, le même dans tous les fichiers du jeu.',
  ],
  ['an unknown part', `${file()}¤event: []\n`, 'event : la partie « event » est inconnue. → Vouliez-vous dire « events » ?'],
  [
    'events that are no list',
    'format: palimpseste/1\ndataset: essai\nevents: ¤{a: 1}\n',
    'events : « events » n’est pas une liste. → Commencez chaque élément par un tiret : « - ».',
  ],
  [
    'an entry that is a word',
    file('  - ¤bonjour'),
    'events[1] « bonjour » : ceci n’est pas une suite de champs. → Écrivez « nom: valeur », un champ par ligne.',
  ],
  // Entries
  [
    'an identifier with SQL',
    file(`  - {id: ¤"x'; DROP TABLE events;--", record: CloseSite, siteId: usine, source: doc}`),
    "events[1].id « x'; DROP TABLE events;-- » : l’entrée n’a pas d’identifiant valable. → Donnez un « id » stable de minuscules, chiffres et tirets, 80 caractères au plus : bridgestone-closed.",
  ],
  [
    'the same identifier twice',
    file(PLANT.replace('siteId: usine', 'siteId: autre').replace('id: usine', 'id: ¤usine')),
    'events[1].id : l’identifiant « usine » est déjà pris (f.yaml, ligne 6). → Donnez un autre identifiant à l’une des deux entrées.',
  ],
  [
    'an unknown command',
    entry('record: ¤CloseSit, siteId: usine, source: doc'),
    'events[1].record : la commande « CloseSit » est inconnue. → Vouliez-vous dire « CloseSite » ?',
  ],
  [
    'a command of nobody',
    entry('record: ¤constructor'),
    'events[1].record : la commande « constructor » est inconnue. → Les commandes sont dans docs/data-format.md.',
  ],
  [
    'both source and sources',
    file('  - {id: e, record: CloseSite, siteId: usine, ¤source: doc, sources: [doc]}'),
    'events[1].source : l’entrée a « source » et « sources ». → Gardez « sources » et mettez-y les deux.',
  ],
  [
    'a document that nobody knows',
    entry('record: CloseSite, siteId: usine, source: ¤dox'),
    'events[1].source : le document « dox » n’est ni dans les fichiers ni au registre. → Vouliez-vous dire « doc » ?',
  ],
  [
    'a document that nobody knows, in a list',
    entry('record: CloseSite, siteId: usine, sources: [doc, {documentId: ¤rapport, locator: 12}]'),
    'events[1].sources[1].documentId : le document « rapport » n’est ni dans les fichiers ni au registre. → Ajoutez-le dans « sources: ».',
  ],
  ['no source', file('  - ¤{id: e, record: CloseSite, siteId: usine}'), 'events[1].sources : Champ obligatoire. → Donnez ce champ.'],
  // Fields
  ['a word for a number', closing('jobsLost: ¤abc'), `events[1].jobsLost « abc » : N’est pas un chiffre. → ${RULE}`],
  ['a number with spaces', closing('jobsLost: ¤13 000'), `events[1].jobsLost « 13 000 » : N’est pas un chiffre. → ${RULE}`],
  ['a number in quotes', closing('jobsLost: ¤"864"'), `events[1].jobsLost « 864 » : N’est pas un chiffre. → ${RULE}`],
  ['infinity', closing('jobsLost: ¤.inf'), `events[1].jobsLost « .inf » : N’est pas un chiffre. → ${RULE}`],
  [
    'half a person',
    closing('jobsLost: ¤1.5'),
    'events[1].jobsLost « 1.5 » : Un nombre de personnes est entier. → Écrivez un nombre entier.',
  ],
  ['fewer than nobody', closing('jobsLost: ¤-1'), 'events[1].jobsLost « -1 » : Ne peut pas être négatif. → Écrivez zéro ou plus.'],
  [
    'a month that is none',
    closing('occurred: ¤2020-13'),
    'events[1].occurred « 2020-13 » : Ce jour n’existe pas dans le calendrier. → Vérifiez le jour et le mois : AAAA-MM-JJ.',
  ],
  [
    '30 February',
    closing('occurred: ¤2020-02-30'),
    'events[1].occurred « 2020-02-30 » : Ce jour n’existe pas dans le calendrier. → Vérifiez le jour et le mois : AAAA-MM-JJ.',
  ],
  [
    'a date as people write it',
    closing('occurred: ¤16/09/2020'),
    'events[1].occurred « 16/09/2020 » : Une période a une seule barre oblique. → Écrivez 2020-03/2020-05.',
  ],
  [
    'a season',
    closing('occurred: ¤2020-24'),
    'events[1].occurred « 2020-24 » : Les saisons ne sont pas acceptées. → Écrivez un trimestre (2020-33 à 2020-36), un semestre (2020-40, 2020-41) ou des mois.',
  ],
  [
    'an interval backwards',
    closing('occurred: ¤2021/2020'),
    'events[1].occurred « 2021/2020 » : La période se termine avant de commencer. → Écrivez le début, puis la fin : 2020-03/2020-05.',
  ],
  [
    'a postcode',
    file().replace('62119', '¤59000'),
    'events[0].communeCode « 59000 » : Aucune commune en vigueur ne porte ce code. → Cherchez le code INSEE (cinq caractères) au Code officiel géographique ; ce n’est pas le code postal.',
  ],
  [
    'a field that is missing',
    file().replace('- {id: usine', '- ¤{id: usine').replace('name: Usine, ', ''),
    'events[0].name : Champ obligatoire. → Donnez ce champ.',
  ],
  [
    'a municipality of nowhere',
    file().replace('62119', '¤99999'),
    'events[0].communeCode « 99999 » : Aucune commune en vigueur ne porte ce code. → Cherchez le code INSEE (cinq caractères) au Code officiel géographique ; ce n’est pas le code postal.',
  ],
  [
    'an unknown kind of site',
    file().replace('siteKind: plant', 'siteKind: ¤plante'),
    'events[0].siteKind « plante » : N’est pas une valeur connue. → Valeurs : plant, business-park, building, brownfield.',
  ],
  [
    'a name too long',
    file().replace('name: Usine', `name: ¤${'é'.repeat(201)}`),
    `events[0].name « ${'é'.repeat(80)}… » : Dépasse 200 caractères. → Raccourcissez à 200 caractères.`,
  ],
  [
    'a control character',
    file().replace('name: Usine', 'name: ¤"a\\u001b[31m"'),
    'events[0].name « a\\u001b[31m » : Contient des caractères de contrôle. → Retirez les caractères invisibles.',
  ],
  [
    'markup in an identifier',
    entry('record: CloseSite, siteId: ¤<script>, source: doc'),
    'events[1].siteId « <script> » : N’est pas un identifiant. → Écrivez des minuscules, des chiffres et des tirets simples, 80 caractères au plus : bridgestone-bethune.',
  ],
  ['a field that does not exist', closing('¤jobLost: 864'), 'events[1].jobLost : Champ inconnu. → Vouliez-vous dire « jobsLost » ?'],
  ['who issues it', closing('¤issued: {actor: {id: x, role: administrator}}'), 'events[1].issued : Champ inconnu. → Retirez-le.'],
  [
    'a field inside a citation',
    entry('record: CloseSite, siteId: usine, source: [{documentId: doc, ¤page: 3}]'),
    'events[1].source[0].page : Champ inconnu. → Retirez-le.',
  ],
  [
    'the command’s own name for a field of a source',
    file().replace('id: doc, ', 'id: doc, ¤sourceKind: report, '),
    'sources[0].sourceKind : Champ inconnu. → Vouliez-vous dire « kind » ?',
  ],
  [
    'a kind of source that is none',
    file().replace('id: doc, ', 'id: doc, kind: ¤blog, '),
    'sources[0].kind « blog » : N’est pas une valeur connue. → Valeurs : press-article, press-release, report, deliberation, agreement, official-statistics, other.',
  ],
  [
    'an address that runs',
    file().replace('id: doc, ', 'id: doc, url: ¤"javascript:alert(1)", '),
    'sources[0].url « javascript:alert(1) » : N’est pas une adresse web. → Écrivez une adresse complète : https://…',
  ],
  // References
  [
    'a kind of subject that is none',
    entry('record: RecordClaim, subject: {kind: ¤sites, id: usine}, about: x, text: y, source: doc'),
    'events[1].subject.kind « sites » : ce genre de sujet est inconnu. → Vouliez-vous dire « site » ?',
  ],
  [
    'a dispute about an entry that is not there',
    entry('record: DisputeFact, subject: {kind: site, id: usine}, disputes: ¤usin, about: x, reason: y'),
    'events[1].disputes : aucune entrée du jeu de données ne s’appelle « usin ». → Vouliez-vous dire « usine » ?',
  ],
  [
    'a dispute about a later entry',
    file(
      '  - {id: d, record: DisputeFact, subject: {kind: site, id: usine}, disputes: usine, with: [¤c], about: x, reason: y}',
      '  - {id: c, record: CountEmployees, siteId: usine, employees: 3, source: doc}',
    ),
    'events[1].with[0] : l’entrée « c » ne vient qu’après (ligne 8). → Placez-la avant celle-ci.',
  ],
  [
    'a dispute about an entry that said nothing new',
    file(
      '  - {id: a, record: OccupySite, siteId: usine, occupant: X, role: owner, source: doc}',
      '  - {id: b, record: OccupySite, siteId: usine, occupant: X, role: owner, source: doc}',
      '  - {id: d, record: DisputeFact, subject: {kind: site, id: usine}, disputes: ¤b, about: x, reason: y}',
    ),
    'events[3].disputes : l’entrée « b » n’a rien enregistré : il en était déjà ainsi. → Renvoyez à l’entrée qui l’a dit la première, ou dites le second avis par RecordClaim.',
  ],
  [
    'a correction with a wrong command',
    entry('record: CorrectFact, subject: {kind: site, id: usine}, corrects: usine, reason: y, command: {record: ¤RegisterSit}'),
    'events[1].command.record : la commande « RegisterSit » est inconnue. → Vouliez-vous dire « RegisterSite » ?',
  ],
  [
    'a correction with a wrong field',
    entry(
      'record: CorrectFact, subject: {kind: site, id: usine}, corrects: usine, reason: y, command: {record: RegisterSite, name: Usine, communeCode: 62119, siteKind: ¤usine, source: doc}',
    ),
    'events[1].command.siteKind « usine » : N’est pas une valeur connue. → Valeurs : plant, business-park, building, brownfield.',
  ],
  // Rules
  [
    'a closure that nobody announced',
    file('  - ¤{id: e, record: CloseSite, siteId: usine, source: doc, occurred: 2020}'),
    'events[1] : La fermeture n’a pas été annoncée : enregistrez l’annonce, ou déclarez une exception motivée par la source. (CLOSURE_NOT_ANNOUNCED) → Corrigez l’entrée ; si la source le dit malgré la règle, ajoutez « exception: {rule: CLOSURE_NOT_ANNOUNCED, reason: … } ».',
  ],
  [
    'a project that opens unannounced',
    file('  - ¤{id: e, record: OpenProject, projectId: p, name: Musée, source: doc}'),
    'events[1] : Le projet « p » n’a pas été annoncé : annoncez-le d’abord, ou déclarez une exception motivée par la source. (OPENING_NOT_ANNOUNCED) → Corrigez l’entrée ; si la source le dit malgré la règle, ajoutez « exception: {rule: OPENING_NOT_ANNOUNCED, reason: … } ».',
  ],
  [
    'a site that nobody registered',
    file('  - ¤{id: e, record: CloseSite, siteId: autre, source: doc}'),
    'events[1] : Le site « autre » n’est pas au registre : enregistrez-le d’abord. (SITE_UNKNOWN) → Corrigez l’entrée.',
  ],
  [
    'two errors, both told, in the order of the file',
    file('  - {id: a, record: CloseSite, siteId: usine, source: doc, jobsLost: ¤abc}', '  - {id: b, record: ¤Nothing}'),
    `events[1].jobsLost « abc » : N’est pas un chiffre. → ${RULE}`,
    'events[2].record : la commande « Nothing » est inconnue. → Les commandes sont dans docs/data-format.md.',
  ],
];

const JSON_HEAD = '{"format":"palimpseste/1","dataset":"essai"}\n';
export const JSON_CASES: readonly Case[] = [
  [
    'no header',
    '¤{"id":"a","record":"RegisterSource"}\n',
    ': la première ligne ne dit pas le format. → Commencez par { "format": "palimpseste/1", "dataset": "nom" }.',
  ],
  [
    'a line that is cut',
    `${JSON_HEAD}{"id":"a","rec¤\n`,
    ': cette ligne n’est pas du JSON. → Écrivez un objet JSON complet par ligne : { "id": …, "record": … }.',
  ],
  [
    'a line that is a list',
    `${JSON_HEAD}¤[1]\n`,
    '« [1] » : ceci n’est pas une suite de champs. → Écrivez « nom: valeur », un champ par ligne.',
  ],
  [
    'a field twice',
    `${JSON_HEAD}{"id":"a","record":"RegisterSource","sourceId":"a","title":"b",¤"title":"c"}\n`,
    ': le champ « title » est déjà écrit à la ligne 2. → Gardez l’un des deux.',
  ],
  [
    'a prototype',
    `${JSON_HEAD}{"id":"a","record":"RegisterSource","sourceId":"a","title":"b",¤"__proto__":{}}\n`,
    ': « __proto__ » n’est pas un nom de champ. → Retirez-le.',
  ],
  [
    'a wrong field',
    `${JSON_HEAD}\n{"id":"a","record":"RegisterSource","sourceId":¤"A","title":"b"}\n`,
    'sourceId « A » : N’est pas un identifiant. → Écrivez des minuscules, des chiffres et des tirets simples, 80 caractères au plus : bridgestone-bethune.',
  ],
];
