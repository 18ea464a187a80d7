import { ruleNamesOf, rulesInFrench, rulesInSchemas } from '@app/http';
import { subjects } from '@app/domain';
import { factCommands } from '@domain/facts';

const commands = [...subjects.flatMap(({ commands }) => Object.values(commands)), ...Object.values(factCommands)];
// What these do is told by the shape of the answer, not by a sentence or a keyword of their own.
const SILENT = ['conditionalValidation'];

describe('Every rule a command may break', () => {
  const rules = new Set(commands.flatMap((command) => [...ruleNamesOf(command)]));

  it('is met at all', () => expect(rules.size).toBeGreaterThan(10));

  it('is told in French', () => {
    expect([...rules].filter((name) => !SILENT.includes(name) && !rulesInFrench.has(name))).toEqual([]);
  });

  it('is described in the OpenAPI document', () => {
    expect([...rules].filter((name) => !rulesInSchemas.has(name))).toEqual([]);
  });
});

describe('Every command', () => {
  it('has an address of its own', () => {
    const routes = subjects.flatMap(({ plural, commands, routes }) => Object.keys(commands).map((name) => `${plural}/${routes[name]}`));
    expect(routes.filter((route) => route.endsWith('undefined'))).toEqual([]);
    expect(new Set(routes).size).toBe(routes.length);
  });

  it('has a name of its own: it names its schema and its operation', () => {
    const names = commands.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
