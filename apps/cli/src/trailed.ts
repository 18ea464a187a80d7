import { Tokens } from '@app/http';
import { AccessTrail, installTrail, type Access } from '@app/trail';
import type { System } from '@app/runtime';

type Source = Pick<System, 'readModels'>;

/** Writes down what is done here before it is done. Whoever has the command line has the database: the trail says what was done, not by which person. */
export async function noteHere({ readModels }: Source, access: Omit<Access, 'actor' | 'role'>): Promise<void> {
  await installTrail(readModels);
  await new AccessTrail(readModels).note({ actor: 'cli', role: 'administrator', ...access });
}

/** The tokens, whose changes are in the access trail. */
export async function trailedTokens(source: Source): Promise<Tokens> {
  const tokens = new Tokens(source.readModels, ({ action, id, role }) =>
    noteHere(source, { action, route: `palimpseste token${role ? ` create ${role}` : ' revoke'}`, subjects: [id] }),
  );
  await tokens.install();
  return tokens;
}
