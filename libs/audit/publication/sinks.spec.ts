import { sinkOf } from './sinks.js';

it.each([
  ['folder:relative', 'absolute path'],
  ['http://example.org/hook', 'https://'],
  ['ftp://example.org', 'https://'],
  ['witness:https://example.org/w', 'witness:https://…#name+id+key'],
  ['witness:https://user:hunter2@example.org/w#x', 'needs its key'],
])('%s is no sink', (text, remedy) => {
  expect(() => sinkOf(text)).toThrow(remedy);
  expect(() => sinkOf(text)).not.toThrow('hunter2');
});

it.each([
  ['folder:/mnt/journal', 'folder /mnt/journal'],
  ['git:/srv/journal', 'git /srv/journal'],
  ['https://someone:hunter2@example.org/hook?token=hunter2', 'webhook example.org'],
])('%s is named without what may be secret', (text, name) => expect(sinkOf(text).name).toBe(name));
