import { getMetadataStorage } from 'class-validator';
import { readFile } from 'node:fs/promises';
import { factCommands } from '@domain/facts';
import { subjects } from '@app/domain';
import { MemoryEventStore } from '@app/event-store';
import { described, loadFiles } from '@app/imports';
import { RegisterSource } from '@domain/sources';

const COMMON = new Set(['occurred', 'occurredRaw', 'sources', 'reason', 'onBehalfOf', 'visibility', 'exception']);

describe('the documentation of the data format', () => {
  let text: string;
  beforeAll(async () => {
    text = await readFile('docs/data-format.md', 'utf8');
  });

  it('lists every command with every field of its own', () => {
    const commands = [
      ...subjects.flatMap(({ commands, idField }) => Object.entries(commands).map(([name, type]) => ({ name, type, idField }))),
      ...Object.entries(factCommands).map(([name, type]) => ({ name, type, idField: '' })),
    ];
    const missing = commands.flatMap(({ name, type, idField }) => {
      const row = text.split('\n').find((line) => line.startsWith(`| \`${name}\` `)) ?? '';
      return fieldsOf(type)
        .filter((field) => field !== idField && !COMMON.has(field) && !row.includes(`\`${field}\``))
        .map((field) => `${name}.${field}`);
    });
    expect(commands.length).toBeGreaterThan(70);
    expect(missing).toEqual([]);
  });

  it('lists every value of every field that has a list of them', () => {
    const types = [...subjects.flatMap(({ commands }) => Object.values(commands)), RegisterSource];
    const values = types.flatMap((type) =>
      getMetadataStorage()
        .getTargetValidationMetadatas(type, '', false, false)
        .filter(({ name }) => name === 'isIn')
        .flatMap(({ constraints }) => constraints[0] as string[]),
    );
    expect(values.length).toBeGreaterThan(30);
    expect([...new Set(values)].filter((value) => !text.includes(`\`${value}\``))).toEqual([]);
  });

  it('begins with an example that can be read', async () => {
    const [, example] = /```yaml\n(format: .*?)```/s.exec(text)!;
    const site =
      '  - {id: s, record: RegisterSite, siteId: bridgestone-bethune, name: B, communeCode: 62119, siteKind: plant, source: accord-2023}\n';
    const announced = '  - {id: a, record: AnnounceSiteClosure, siteId: bridgestone-bethune, occurred: 2020-09-16, source: accord-2023}\n';
    const content = example!.replace('events:\n', `events:\n${site}${announced}`);
    const { refused, recorded } = await loadFiles([{ name: 'exemple.yaml', content }], { store: new MemoryEventStore(), subjects });
    expect(refused.map((found) => described(found))).toEqual([]);
    expect(recorded).toBe(4);
  });
});

function fieldsOf(type: new (...args: never[]) => object): string[] {
  return getMetadataStorage()
    .getTargetValidationMetadatas(type, '', false, false)
    .map(({ propertyName }) => propertyName);
}
