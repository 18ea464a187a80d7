import { subjects } from '@app/domain';
import { factCommands } from '@domain/facts';
import { getMetadataStorage } from 'class-validator';
import { readYaml, TEXT_FIELDS } from './yaml-text.js';

describe('the YAML of data files', () => {
  it.each([
    ['occurred: 2020', { occurred: '2020' }],
    ['occurred: 2006-01', { occurred: '2006-01' }],
    ['occurred: 2020-12~', { occurred: '2020-12~' }],
    ['occurred: ../2022', { occurred: '../2022' }],
    ['communeCode: 01001', { communeCode: '01001' }],
    ['communeCodes: [62119, 62120]', { communeCodes: ['62119', '62120'] }],
    ['figure: {observed: 2020}', { figure: { observed: '2020' } }],
    ['sources: [{documentId: a, locator: 12}]', { sources: [{ documentId: 'a', locator: '12' }] }],
  ])('keeps dates and codes as they are written: %s', (text, value) => expect(readYaml(text, unexpected).value).toEqual(value));

  it.each([
    ['a: 864', 864],
    ['a: -0.25', -0.25],
    ['a: 2e9', 2e9],
    ['a: true', true],
    ['a: "864"', '864'],
    ['a: 007', '007'],
    ['a: 0x1F', '0x1F'],
    ['a: 1_000', '1_000'],
    ['a: yes', 'yes'],
    ['a: "null"', 'null'],
    ['a: >-\n  deux\n  lignes', 'deux lignes'],
  ])('reads numbers as JSON does, and the rest as text: %s', (text, value) =>
    expect(readYaml(text, unexpected).value).toEqual({ a: value }),
  );

  it('knows every field of every command that holds a date or a municipality', () => {
    const commands = [...subjects.flatMap((subject) => Object.values(subject.commands)), ...Object.values(factCommands)];
    const textual = commands.flatMap((command) =>
      getMetadataStorage()
        .getTargetValidationMetadatas(command, '', false, false)
        .filter(({ name }) => name === 'isOccurred' || name === 'isCommuneCode')
        .map(({ propertyName }) => propertyName),
    );
    expect(new Set(textual).size).toBeGreaterThan(5);
    expect(textual.filter((name) => !TEXT_FIELDS.has(name))).toEqual([]);
  });
});

const unexpected = (code: string) => {
  throw new Error(`told ${code}`);
};
