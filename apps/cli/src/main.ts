import 'reflect-metadata';
import { Command, Option } from 'commander';
import { EXIT } from './exit-codes.js';

// `palimpseste show … | head`: a reader that has had enough is no fault.
process.stdout.on('error', (error: { code?: string }) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});

// Each command is loaded when it is asked for, so that `--help` answers at once.
const program = new Command('palimpseste')
  .description('La mémoire de la transformation économique d’un territoire.')
  .helpOption('-h, --help', 'montre cette aide')
  .helpCommand('help [commande]', 'montre l’aide d’une commande')
  .configureHelp({
    styleTitle: (title) => title.replace('Usage:', 'Usage :').replace('Options:', 'Options :').replace('Commands:', 'Commandes :'),
  })
  .addHelpText(
    'after',
    `
Codes de sortie : 0 fait ; 1 défaut du programme ; 2 ligne de commande, fichier ou configuration à corriger ;
3 refusé par une règle ; 4 base indisponible ; 5 sujet inconnu ; 6 vérification négative.
Configuration : PORT, HOST, PALIMPSESTE_DATA, DATABASE_URL, READ_DATABASE_URL, EVENT_STORE_URL, PALIMPSESTE_SECRET, PALIMPSESTE_AUDIT_KEY, LOG_LEVEL.`,
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.ok : EXIT.usage))
  .showHelpAfterError('(« --help » montre l’usage)');

const json = () => new Option('--json', 'réponse en JSON, pour les programmes');
const moment = (command: Command) =>
  command
    .option('--at <date>', 'vrai à cette date (2020, 2020-09, 2020-09-16)')
    .option('--as-of <date>', 'connu à cette date (jour ou instant)')
    .option('--published', '« connu » d’après les dates de publication des sources')
    .option('--lang <langue>', 'fr ou en', 'fr');

const does =
  (load: () => Promise<{ run: (...given: never[]) => Promise<void> }>) =>
  async (...given: unknown[]) => {
    try {
      await (await load()).run(...(given as never[]));
    } catch (error) {
      (await import('./report.js')).report(error);
    }
  };

program
  .command('serve')
  .description('sert la page, l’API et les projections, sur la base embarquée ou configurée')
  .option('--no-dataset', 'ne charge pas le jeu de données de l’Artois')
  .option('--no-worker', 'laisse les projections à d’autres processus')
  .action(does(() => import('./commands/serve.js')));

program
  .command('worker')
  .description('tient les modèles de lecture à jour, sans HTTP')
  .action(does(() => import('./commands/worker.js')));

program
  .command('load')
  .description(
    'enregistre des fichiers de données (YAML ou JSON Lines), les fichiers que d’autres publient, ou un fichier d’événements (generate, export)',
  )
  .argument('<fichier...>')
  .option(
    '--format <format>',
    'le format d’un fichier d’ailleurs, s’il ne se reconnaît pas : insee-unemployment, etalab-covid-aid, dotations-investissement',
  )
  .option('--vintage <millésime>', 'de quelle publication il s’agit, si le fichier ne le dit pas : 2023-T3, 2021-02-09')
  .option('--check', 'vérifie seulement, sans rien écrire')
  .addOption(json())
  .action(does(() => import('./commands/load.js')));

program
  .command('record')
  .description('enregistre un fait : record CloseSite --field siteId=… --field jobsLost=864 --source accord-2023')
  .argument('<commande>', 'CloseSite, AnnounceProject…')
  .option('-f, --field <nom=valeur...>', 'un champ ; la valeur est du JSON, sinon du texte')
  .option('-s, --source <document...>', 'document du registre')
  .option('--body <json>', 'tous les champs en JSON, « - » pour l’entrée standard')
  .option('--id <uuid>', 'identité de la commande : la même n’enregistre qu’une fois')
  .addOption(json())
  .action(does(() => import('./commands/record.js')));

moment(
  program
    .command('replay')
    .description('rejoue l’histoire d’un sujet : replay site bridgestone-bethune')
    .argument('<sorte>')
    .argument('<identifiant>'),
)
  .option('--speed <faits>', 'faits par seconde', '2')
  .option('--backwards', 'du dernier fait au premier')
  .addOption(json())
  .action(does(() => import('./commands/replay.js')));

moment(
  program
    .command('show')
    .description('montre où en est un sujet : show site bridgestone-bethune')
    .argument('<sorte>')
    .argument('<identifiant>'),
)
  .addOption(json())
  .action(does(() => import('./commands/show.js')));

program
  .command('rebuild')
  .description('reconstruit des modèles de lecture sans interrompre les lectures (tous par défaut) ; reprend ce qui fut interrompu')
  .argument('[nom...]')
  .option('--pause', 'arrête une reconstruction en cours à son prochain point de reprise')
  .option('--resume', 'ne fait que reprendre ce qui est en pause ou interrompu')
  .option('--restart', 'recommence du début')
  .option('--queue', 'la confie à un worker au lieu de la faire ici : voir « jobs »')
  .addOption(json())
  .action(does(() => import('./commands/rebuild.js')));

const jobs = program.command('jobs').description('les tâches longues confiées aux workers');
jobs
  .command('list', { isDefault: true })
  .description('les dernières d’abord')
  .option('--limit <nombre>', 'combien en montrer', '20')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/jobs.js')).list })));
jobs
  .command('show')
  .description('où en est une tâche, ou ce qu’elle a donné')
  .argument('<identifiant>')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/jobs.js')).show })));
jobs
  .command('cancel')
  .description('annule une tâche qui attend, arrête une tâche en cours')
  .argument('<identifiant>')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/jobs.js')).cancel })));

program
  .command('status')
  .description('dit où en sont la base, les workers, les projections et les tâches')
  .option('--watch', 'en direct, rafraîchi sur place (Ctrl-C pour finir) ; une seule fois hors d’un terminal')
  .option('--retry-parked', 'reprend les événements mis de côté')
  .addOption(json())
  .action(does(() => import('./commands/status.js')));

const token = program.command('token').description('accorde, montre ou retire des jetons d’accès');
token
  .command('create')
  .description('crée un jeton, montré une seule fois')
  .argument('<rôle>', 'officer, auditor, administrator ou data-protection-officer')
  .argument('<usage>', 'à quoi il sert, sans nom de personne')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/token.js')).create })));
token
  .command('list')
  .description('les jetons et leurs rôles')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/token.js')).list })));
token
  .command('revoke')
  .description('retire un jeton')
  .argument('<identifiant>')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/token.js')).revoke })));

program
  .command('export')
  .description('écrit tous les événements en JSON Lines, dans l’ordre')
  .argument('<fichier>', '« - » pour la sortie standard')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/transfer.js')).exportTo })));
program
  .command('import')
  .description('remet un fichier exporté dans une base vide, dates d’enregistrement comprises')
  .argument('<fichier>')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/transfer.js')).importFrom })));

program
  .command('generate')
  .description('invente l’histoire plausible d’un pays, toujours la même pour la même graine, que « load » enregistre : essais de charge')
  .requiredOption('-o, --out <fichier>', 'compressé s’il finit par .gz ; « - » pour la sortie standard')
  .option('--scale <nombre>', 'la part du pays : 1 pour 3 000 000 d’événements en quinze ans, 0.1 pour un dixième')
  .option('--events <nombre>', 'combien d’événements, au lieu de --scale')
  .option('--years <nombre>', 'sur combien d’années (15)')
  .option('--from <année>', 'la première (2011)')
  .option('--seed <nombre>', 'la graine (1)')
  .option('--communes <nombre>', 'dans ce nombre de communes seulement, celles où il se passe le plus')
  .option('--departments <codes>', 'dans ces départements seulement : 59,62')
  .addOption(json())
  .action(does(() => import('./commands/generate.js')));

program
  .command('transfer')
  .description(
    'copie un magasin d’événements dans un autre, de l’un ou l’autre type, et vérifie que tout y est ; reprend après une interruption',
  )
  .option('--from <adresse>', 'le départ : une adresse ou le nom d’une variable d’environnement ; sans elle, celui de cette installation')
  .requiredOption('--to <adresse>', 'l’arrivée : postgres://… ou esdb://…, ou le nom d’une variable d’environnement qui la contient')
  .addOption(json())
  .action(does(() => import('./commands/move.js')));

const audit = program.command('audit').description('le journal d’audit : vérifier, faire un dossier, montrer la clé, en changer');
audit
  .command('verify')
  .description(
    'refait chaque feuille du journal d’après les événements, et la compare à tout ce qui fut signé ; ou vérifie, sans la base, un dossier de décision ou une preuve',
  )
  .argument('[fichier]', 'un dossier de décision (.zip) ou une preuve (.tlog-proof), vérifiés avec la clé seule')
  .option('--key <clé>', 'la clé publique (nom+identifiant+clé), ou un fichier qui la contient')
  .option('--witness <clé...>', 'clés des témoins dont la signature compte')
  .option('--succession <fichier...>', 'changements de clé gardés ailleurs (/api/v1/audit/successions)')
  .option('--checkpoint <fichier...>', 'points de contrôle gardés ailleurs')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/audit.js')).verify })));
audit
  .command('restatements')
  .description('ce qui fut enregistré ou corrigé tard, du plus grand retard au plus petit, par service et par sorte')
  .option('--since <jour>', 'enregistré, corrigé ou retiré ce jour-là ou après')
  .option('--until <jour>', 'ce jour-là ou avant')
  .option('--office <service>', 'par ce service, ou par ce compte')
  .option('--kind <sorte...>', 'sortes de sujets')
  .option('--observatory <observatoire>', 'ce que cet observatoire mesure')
  .option('--min-lag <jours>', 'au moins tant de jours de retard ; sans elle, 30 pour un enregistrement, et toute correction')
  .option('--limit <nombre>', 'faits montrés au plus', '50')
  .option('--no-indicators', 'sans les indicateurs que chaque fait a déplacés')
  .addOption(json())
  .action(does(() => import('./commands/restatements.js')));
audit
  .command('file')
  .description('fait le dossier de décision d’un sujet : une archive signée, qui se vérifie ailleurs avec la clé seule')
  .requiredOption('--subject <sorte/identifiant>', 'le sujet : site/bridgestone-bethune')
  .option('--from <date>', 'les faits qui ne sont pas d’avant (2020, 2020-09, 2020-09-16)')
  .option('--to <date>', 'les faits qui ne sont pas d’après')
  .option('--at <date>', 'vrai à cette date')
  .option('--as-of <date>', 'connu à cette date (jour ou instant)')
  .option('--public', 'rien que ce que chacun peut lire ; sans elle, tout : le dossier n’est alors pas à diffuser')
  .option('--lang <langue>', 'fr ou en', 'fr')
  .option('--out <fichier>', 'dossier-<sorte>-<identifiant>.zip si l’on ne dit rien ; « - » pour la sortie standard')
  .addOption(json())
  .action(does(() => import('./commands/decision-file.js')));
audit
  .command('trail')
  .description('qui a lu ce qui n’est pas public, qui l’a emporté, qui a changé des rôles ; les derniers d’abord')
  .option('--actor <compte>', 'un compte : officer-1a2b3c4d, cli')
  .option('--action <acte>', 'read, figures, export, personal-data, erasure, token-created, token-revoked ou trail-read')
  .option('--about <objet>', 'un événement, un sujet (site-bridgestone-bethune), une personne ou un jeton')
  .option('--from <moment>', 'depuis un jour ou un instant')
  .option('--to <moment>', 'jusqu’à un instant')
  .option('--limit <nombre>', 'combien en montrer', '50')
  .option('--verify', 'refait chaque empreinte, et dit celle à garder ailleurs')
  .option('--head <numéro:empreinte>', 'avec --verify : une empreinte gardée ailleurs')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/audit-trail.js')).trail })));
const auditKey = audit
  .command('key')
  .description('montre la clé publique qui vérifie les points de contrôle ; « rotate » en change')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/audit.js')).key })));
auditKey
  .command('rotate')
  .description('passe le journal à une nouvelle clé, workers arrêtés : l’ancienne et la nouvelle signent le même point de contrôle')
  .option('--new <fichier>', 'la nouvelle clé privée (Ed25519, PEM), faite si le fichier n’existe pas')
  .addOption(json())
  // `--json` is an option of both commands, which the outer one takes.
  .action(
    does(() =>
      import('./commands/audit-key.js').then(({ rotate }) => ({ run: (_: unknown, inner: Command) => rotate(inner.optsWithGlobals()) })),
    ),
  );

const locker = program.command('locker').description('le coffre des documents');
locker
  .command('verify')
  .description(
    'relit chaque document et le compare à son empreinte et au registre ; nomme ce qui manque, ce qui est altéré, ce qui est de trop',
  )
  .option('--prune', 'retire ce qui est de trop depuis plus d’une heure : octets sans fait, envois inachevés')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/locker.js')).verify })));

const privacy = program.command('privacy').description('les données personnelles : ce qui en est gardé, et leur effacement');
privacy
  .command('reference')
  .description('donne une référence à quelqu’un qui n’en a pas : un UUID qui ne dit rien de lui')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/privacy.js')).reference })));
privacy
  .command('list')
  .description('les personnes dont quelque chose est gardé, ou le fut')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/privacy.js')).list })));
privacy
  .command('show')
  .description('tout ce qui est gardé d’une personne, pour répondre à qui le demande (RGPD, article 15)')
  .argument('<personne>', 'sa référence')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/privacy.js')).show })));
privacy
  .command('erase')
  .description('efface pour toujours les données d’une personne : détruit leur clé, et l’enregistre ; les preuves tiennent')
  .requiredOption('--person <référence>', 'la personne')
  .requiredOption('--reason <texte>', 'pourquoi, sans nom : ce texte reste')
  .option('--legal-basis <texte>', 'le fondement', 'RGPD, article 17')
  .option('--id <uuid>', 'identité de la commande : la même n’enregistre qu’une fois')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/privacy.js')).erase })));

const territories = program.command('territories').description('ce que l’on sait des territoires eux-mêmes');
territories
  .command('outlines')
  .description('garde les contours officiels d’un fichier GeoJSON (communes, EPCI, départements, régions), pour les cartes')
  .argument('<fichier>')
  .requiredOption('--source <source>', 'qui les a dessinés : "IGN Admin Express (Licence Ouverte)"')
  .requiredOption('--vintage <année>', 'année des limites')
  .option('--kind <sorte>', 'commune, epci, departement ou region, si les codes ne suffisent pas à le dire')
  .option('--check', 'vérifie seulement, sans rien écrire')
  .addOption(json())
  .action(does(async () => ({ run: (await import('./commands/territories.js')).outlines })));

await program.parseAsync();
