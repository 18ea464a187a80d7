import { subjects } from '@app/domain';
import { MemoryEventStore } from '@app/event-store';
import { described, loadFiles } from '@app/imports';
import { bomb, closing, file, JSON_CASES, YAML_CASES, type Case } from './bad-files.cases.js';

describe('a file that cannot be loaded', () => {
  it.each(YAML_CASES.map(named))('YAML: $what', ({ content, told }) => refused('f.yaml', content, told));
  it.each(JSON_CASES.map(named))('JSON lines: $what', ({ content, told }) => refused('f.jsonl', content, told));

  it('of another kind', () =>
    refused('f.csv', 'a;b\n', [
      'f.csv:1:1 : ce n’est pas un fichier de données. → Donnez un fichier .yaml, .yml, .jsonl, .xlsx ou .json.',
    ]));

  it('with an alias bomb is refused by its first anchor, and never unfolded', async () => {
    const { refused: problems } = await loadFiles([{ name: 'f.yaml', content: bomb() }], { store: new MemoryEventStore(), subjects });
    expect(described(problems[0]!)).toBe(
      'f.yaml:1:1 : le format du fichier n’est pas dit. → Écrivez « format: palimpseste/1 » au début du fichier.',
    );
    expect(problems.filter(({ code }) => code === 'ALIAS_REFUSED').map(({ line, column }) => [line, column])).toContainEqual([1, 7]);
  });

  it('with a hundred thousand brackets does not exhaust the stack', async () => {
    const { refused: problems } = await loadFiles([{ name: 'f.yaml', content: `${'['.repeat(100_000)}\n` }], {
      store: new MemoryEventStore(),
      subjects,
    });
    expect(problems.map(({ says }) => says.fr.message)).toEqual(['trop de niveaux d’imbrication.']);
  });

  it('is told in English too', async () => {
    const { refused: problems } = await loadFiles([{ name: 'f.yaml', content: closing('jobLost: 864') }], {
      store: new MemoryEventStore(),
      subjects,
    });
    expect(problems.map((found) => described(found, 'en'))).toEqual([
      'f.yaml:7:60 events[1].jobLost: is not a field of this request. → Did you mean "jobsLost"?',
    ]);
  });

  it('spoils the others: nothing of any file is recorded', async () => {
    const store = new MemoryEventStore();
    const files = [
      { name: 'good.yaml', content: file() },
      { name: 'f.yaml', content: closing('jobsLost: abc').replaceAll('essai', 'autre') },
    ];
    expect(await loadFiles(files, { store, subjects })).toMatchObject({ recorded: 0, refused: [{ file: 'f.yaml' }] });
    expect(await store.head()).toBeNull();
  });
});

describe('text that looks dangerous and is only text', () => {
  it.each([`<img src=x onerror="alert(1)">`, `Robert'); DROP TABLE events;--`, '${process.env}', '{{7*7}}', '=cmd|calc'])(
    '%s is kept to the letter',
    async (text) => {
      const store = new MemoryEventStore();
      const content = file().replace('name: Usine', `name: ${JSON.stringify(text)}`);
      expect(await loadFiles([{ name: 'f.yaml', content }], { store, subjects })).toMatchObject({ recorded: 2, refused: [] });
      const names = [];
      for await (const event of store.readStream('site-usine')) names.push((JSON.parse(event.data) as { name: string }).name);
      expect(names).toEqual([text]);
    },
  );
});

function named([what, content, ...told]: Case) {
  return { what, content, told };
}

async function refused(name: string, content: string | Uint8Array, told: readonly string[]): Promise<void> {
  const store = new MemoryEventStore();
  const { text, places } = unmarked(content);
  const result = await loadFiles([{ name, content: text }], { store, subjects });
  const expected = told.map((message, index) => (places[index] ? `${name}:${places[index]} ${message}` : message));
  expect(result.refused.map((found) => described(found))).toEqual(expected);
  expect(result.recorded).toBe(0);
  expect(await store.head()).toBeNull();
}

function unmarked(content: string | Uint8Array): { text: string | Uint8Array; places: string[] } {
  if (typeof content !== 'string') return { text: content, places: [] };
  const [first, ...rest] = content.split('¤');
  let text = first!;
  const places = rest.map((part) => {
    const lines = text.split('\n');
    text += part;
    return `${lines.length}:${lines.at(-1)!.length + 1}`;
  });
  return { text, places };
}
