import { openCommands } from '@app/runtime';
import { subjects } from '@app/domain';
import { commandFrom, Problem } from '@app/http';
import { hasMark, isUuid, newEventId, type Command, type CommandClass } from '@app/kernel';
import { factCommands } from '@domain/facts';
import { text } from 'node:stream/consumers';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { withSystem } from '../with-system.js';

interface Options {
  readonly field?: readonly string[];
  readonly source?: readonly string[];
  readonly body?: string;
  readonly id?: string;
  readonly json?: boolean;
}

/** Records one command, as the API would. */
export async function run(name: string, options: Options): Promise<void> {
  const subject = subjects.find(({ commands }) => Object.hasOwn(commands, name));
  const type = (subject?.commands[name] ??
    (Object.hasOwn(factCommands, name) ? factCommands[name as keyof typeof factCommands] : undefined)) as CommandClass | undefined;
  if (!type) throw new Exit(EXIT.usage, `la commande « ${name} » n’existe pas. Commandes : ${known().join(', ')}.`);
  if (options.id !== undefined && !isUuid(options.id)) throw new Exit(EXIT.usage, `--id : « ${options.id} » n’est pas un UUID.`);
  const command = built(type, { ...(await bodyOf(options)), ...fieldsOf(options) });
  const commandId = options.id ?? newEventId();
  command.issued = { commandId, actor: { id: 'cli', role: 'administrator' }, correlationId: commandId };
  const recorded = await withSystem(async ({ eventStore, privacy }) => {
    const commands = await openCommands(eventStore, privacy);
    return commands.execute(command).finally(() => commands.close());
  });
  if (options.json) return printJson({ ...recorded, commandId });
  const said = {
    recorded: 'Enregistré',
    repeated: 'Déjà enregistré par la même commande',
    unchanged: 'C’était déjà ainsi : rien n’a été écrit',
  }[recorded.status];
  print(`${said} (${recorded.streamId}${recorded.eventIds.length > 0 ? `, ${recorded.eventIds.join(', ')}` : ''}).`);
}

const known = () => [...subjects.flatMap(({ commands }) => Object.keys(commands)), ...Object.keys(factCommands)].sort();

async function bodyOf({ body }: Options): Promise<object> {
  if (body === undefined) return {};
  const given = body === '-' ? await text(process.stdin) : body;
  try {
    return JSON.parse(given) as object;
  } catch (error) {
    throw new Exit(EXIT.usage, `--body n’est pas du JSON : ${(error as Error).message}`);
  }
}

function fieldsOf({ field = [], source = [] }: Options): object {
  const fields = field.map((pair) => {
    const equals = pair.indexOf('=');
    if (equals < 1) throw new Exit(EXIT.usage, `--field « ${pair} » : écrivez nom=valeur.`);
    return [pair.slice(0, equals), valueOf(pair.slice(equals + 1))] as const;
  });
  const sources = source.length > 0 ? { sources: source.map((documentId) => ({ documentId })) } : {};
  return { ...Object.fromEntries(fields), ...sources };
}

/** Objects, lists and booleans are JSON; anything else, a mark of a person too, is text until its field wants a number. */
function valueOf(given: string): unknown {
  return (/^[[{]/.test(given) && !hasMark(given)) || given === 'true' || given === 'false' ? (JSON.parse(given) as unknown) : given;
}

/** "62119" is a municipality for one field and a number for another: the field's own rule decides, never the look of the value. */
function built(type: CommandClass, fields: Record<string, unknown>): Command {
  try {
    return commandFrom(type, fields);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const numeric = error.fields
      .map(({ field }) => field)
      .filter((field) => typeof fields[field] === 'string' && /^-?\d+(\.\d+)?$/.test(fields[field]));
    if (numeric.length > 0)
      return built(type, { ...fields, ...Object.fromEntries(numeric.map((field) => [field, Number(fields[field])])) });
    const lines = error.fields.map(
      ({ field, value, says }) => `  ${field}${value === undefined ? '' : ` « ${String(value)} »`} : ${says.fr.message} ${says.fr.remedy}`,
    );
    throw new Exit(EXIT.usage, `la commande n’est pas valide\n${lines.join('\n')}`);
  }
}
