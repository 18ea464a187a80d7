import { ConfigurationError } from '@app/configuration';
import { CommandIdReused, InstallationForbidden, StoreUnavailable } from '@app/event-store';
import { subjects } from '@app/domain';
import { UNREADABLE } from '@app/projecting';
import { Refusal } from '@app/kernel';
import { Problem, problemTextsFr } from '@app/http';
import { factRefusalsFr } from '@domain/facts';
import { EXIT, Exit } from './exit-codes.js';

/** Says what went wrong on the error output, for people, and ends with the code that programs read. */
export function report(error: unknown): never {
  const { code, message } = explained(error);
  process.stderr.write(`palimpseste : ${message}\n`);
  process.exit(code);
}

function explained(error: unknown): { code: number; message: string } {
  if (error instanceof Exit) return error;
  if (error instanceof ConfigurationError) return { code: EXIT.usage, message: `configuration à corriger\n${error.message}` };
  if (error instanceof Refusal) return { code: EXIT.refused, message: `${sentenceOf(error)} [${error.code}]` };
  if (error instanceof Problem) return { code: exitOf(error), message: `${problemTextsFr(error)} [${error.code}]` };
  if (error instanceof CommandIdReused)
    return { code: EXIT.usage, message: `la commande ${error.commandId} a déjà été enregistrée avec un autre contenu.` };
  if (error instanceof StoreUnavailable)
    return { code: EXIT.unavailable, message: `la base ne répond pas ; recommencer est sans risque. (${error.message})` };
  if (error instanceof InstallationForbidden)
    return {
      code: EXIT.usage,
      message: [
        `le compte « ${error.account} » de la base n’a pas le droit d’y installer le registre des événements.`,
        'Un administrateur de PostgreSQL peut, une fois pour toutes, exécuter dans cette base :',
        ...error.statements.map((statement) => `  ${statement}`),
      ].join('\n'),
    };
  const { code, message, stack } = error as Error & { code?: string };
  if (code === UNREADABLE)
    return {
      code: EXIT.unavailable,
      message: 'ces modèles de lecture ne sont pas de la version de ce programme ; « palimpseste status » dit laquelle.',
    };
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return { code: EXIT.unavailable, message: 'la base ne répond pas : vérifiez DATABASE_URL.' };
  if (code === 'EADDRINUSE') return { code: EXIT.usage, message: 'ce port est déjà pris : choisissez-en un autre (PORT).' };
  if (code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES') return { code: EXIT.usage, message };
  return { code: EXIT.fault, message: process.env.LOG_LEVEL === 'debug' ? String(stack) : message };
}

/** What the interface answers, as a program that is started once says it. */
const exitOf = ({ status }: Problem): number => (status === 404 ? EXIT.notFound : status === 400 ? EXIT.usage : EXIT.unavailable);

function sentenceOf({ code, facts }: Refusal): string {
  const tables = [factRefusalsFr as Record<string, (facts: never) => string>, ...subjects.map(({ refusals }) => refusals.fr)];
  const sentence = tables.find((table) => Object.hasOwn(table, code))?.[code];
  return sentence ? sentence(facts as never) : code;
}
