import { TOKEN_ROLES as ROLES, type Tokens } from '@app/http';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { trailedTokens } from '../trailed.js';
import { withSystem } from '../with-system.js';

const withTokens = <T>(work: (tokens: Tokens) => Promise<T>) => withSystem(async (system) => work(await trailedTokens(system)));

export async function create(role: string, label: string, { json }: { json?: boolean }): Promise<void> {
  const known = ROLES.find((name) => name === role);
  if (!known) throw new Exit(EXIT.usage, `le rôle « ${role} » n’existe pas. Rôles : ${ROLES.join(', ')}.`);
  const { token, record } = await withTokens((tokens) => tokens.create(known, label));
  if (json) printJson({ token, ...record });
  else print(`${token}\n(${record.id}, ${record.role} ; montré une seule fois)`);
}

export async function list({ json }: { json?: boolean }): Promise<void> {
  const records = await withTokens((tokens) => tokens.list());
  if (json) return printJson(records);
  for (const { id, role, label, created, revoked } of records)
    print(`${id.padEnd(24)} ${role.padEnd(14)} ${created}  ${label}${revoked ? `  (retiré le ${revoked})` : ''}`);
}

export async function revoke(id: string, { json }: { json?: boolean }): Promise<void> {
  if (!(await withTokens((tokens) => tokens.revoke(id)))) throw new Exit(EXIT.notFound, `aucun jeton en vigueur ne s’appelle « ${id} ».`);
  if (json) printJson({ id, revoked: true });
  else print(`Jeton ${id} retiré.`);
}
