import { PYTHON, SHELL, type GuideFacts } from './guide.facts.js';

export const guideFr = ({ subject, origin, key, size, isPublic, form, parts }: GuideFacts): string => `# Dossier de décision : ${subject}

${
  isPublic
    ? 'Ce dossier ne contient que ce que chacun peut lire.'
    : '**Ce dossier contient ce que seuls agents, auditeurs et administrateurs peuvent lire : ne le diffusez pas.**'
}

| partie | ce que c’est |
| --- | --- |
| \`${parts.history}\` | l’historique des décisions, à lire |
| \`${parts.events}\` | les événements, une ligne chacun : ce qui fut enregistré, et son entrée dans le journal |
| \`proofs/\` | pour chacun, la preuve qu’il est dans le journal (C2SP tlog-proof) |
| \`${parts.documents}\`, \`documents/\` | les documents cités, sous leur empreinte SHA-256 |
| \`${parts.withheld}\` | ce qui n’a pas été joint, et pourquoi |
| \`${parts.checkpoint}\` | le point de contrôle signé du journal (C2SP tlog-checkpoint), sur ${size} entrées |
| \`${parts.key}\` | la clé publique du journal : **à comparer à celle que vous tenez d’ailleurs** |
| \`${parts.endorsement}\`, \`${parts.manifest}\`, \`${parts.sums}\` | la clé qui signe les dossiers, reconnue par celle du journal ; sa signature ; les empreintes de chaque partie |
| \`${parts.about}\` | le sujet, la période, les deux temps, la forme (\`${form}\`) |

Le journal s’appelle \`${origin}\`. Sa clé :

    ${key}

Une clé lue dans le dossier même ne prouve rien : demandez-la à qui a publié le journal, à un témoin, ou comparez-la à un point de contrôle que vous
gardez.

## Vérifier avec Palimpseste

    palimpseste audit verify dossier.zip --key '<la clé>'

Ou dans un navigateur, à la page « Vérifier » du site : le dossier n’y est envoyé à personne.

## Vérifier sans Palimpseste

L’archive décompressée, dans son dossier. Empreintes et signatures, avec sha256sum et OpenSSL 3 :

\`\`\`sh
KEY='<la clé>'
${SHELL}\`\`\`

Ce qui n’est pas dans \`${parts.sums}\`, hors lui-même et \`${parts.manifest}\`, n’est pas du dossier.

Chaque événement jusqu’à la racine que signe le point de contrôle, avec Python 3 (ou tout outil qui lit c2sp.org/tlog-proof : l’entrée est dans le champ
\`entry\` de chaque ligne) :

\`\`\`python
${PYTHON}\`\`\`

Un document est celui qui fut enregistré quand son empreinte est celle que dit un événement \`SourceCaptured\` de \`${parts.events}\`.

## Ce que cela prouve, et ne prouve pas

- Chaque événement est, à l’octet près, celui qui fut scellé, à sa place et à son heure d’enregistrement.
- Le dossier est tel qu’il fut fait : rien n’y a été changé, ôté ou ajouté.
- Que ce qui fut enregistré est vrai : ce sont les sources qui le disent.
- Que tout y est : un fait qui ne fut jamais enregistré n’est nulle part, et ce que le lecteur du dossier ne peut pas connaître n’y laisse pas de trace.
- Les phrases du PDF et des listes sont celles de l’installation qui a fait le dossier ; ce qui est scellé est dans \`${parts.events}\`.
`;
